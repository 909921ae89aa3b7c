package dev.chasqui.benchmarks.peers;

/** Another way to post what is in a topic. */
public enum Peer {
  /** A listener of spring-kafka that posts one record after the other, with as many threads. */
  LISTENER("@KafkaListener"),
  /** The Parallel Consumer, in no order. */
  UNORDERED("Parallel Consumer, unordered"),
  /** The Parallel Consumer, the records of a chat in order. */
  BY_KEY("Parallel Consumer, by key");

  private final String title;

  Peer(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }
}
