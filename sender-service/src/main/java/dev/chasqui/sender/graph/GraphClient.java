package dev.chasqui.sender.graph;

/** Calls {@code POST /{phone-number-id}/messages}. Implementations are thread-safe. */
@FunctionalInterface
public interface GraphClient {

  /** Sends a message, at most once; blocks until it is answered or its time is over. */
  SendOutcome send(GraphEndpoint endpoint, GraphMessage message);
}
