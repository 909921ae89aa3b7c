package dev.chasqui.sender;

/** An account and its number on the simulator. */
record TestAccount(long id, String phoneNumberId) {}
