package dev.chasqui.benchmarks.peers;

import dev.chasqui.benchmarks.event.Routes;

/**
 * Begin to post what is in a topic.
 *
 * @param kafka its address
 * @param registry the schema registry's address
 * @param group a new one begins with the topic's first record
 * @param concurrency records at once
 */
public record PeerOrder(
    Peer peer,
    String kafka,
    String registry,
    String topic,
    String group,
    int concurrency,
    Routes routes) {}
