package dev.chasqui.sender.call;

/** The body of a call that sends, of which {@link TopicOnlyFields} are refused. */
public interface SendBody {}
