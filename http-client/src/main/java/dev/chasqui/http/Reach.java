package dev.chasqui.http;

/** Which servers an {@link HttpCaller} calls. Immutable. */
public sealed interface Reach {

  /** Any: for addresses that only operators configure. */
  record Everywhere() implements Reach {}

  /**
   * Servers on the public internet, over https only: for addresses that customers configure. A host
   * one of whose addresses is loopback, private, link-local, multicast or otherwise not public is
   * refused at each connection, so that a name that changes its mind is refused too.
   *
   * @param also may be called in any case, over http too
   */
  record PublicHosts(AllowedHosts also) implements Reach {}
}
