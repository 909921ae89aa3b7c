package dev.chasqui.simulator.numbers;

/** When the hub.challenge handshake is made with a call-back URL. */
public enum VerifyCallback {
  /** Before it is saved; a failure refuses the change. */
  NOW,
  /** In the background, again and again until it succeeds; webhooks wait for it. */
  LATER,
  /** Not at all. */
  NEVER
}
