package dev.chasqui.simulator.session;

/** The states of a linked-device session. */
enum SessionStatus {
  STOPPED,
  STARTING,
  SCAN_QR_CODE,
  WORKING,
  FAILED
}
