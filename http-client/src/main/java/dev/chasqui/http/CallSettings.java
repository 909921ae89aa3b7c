package dev.chasqui.http;

import java.time.Duration;

/**
 * How an {@link HttpCaller} calls.
 *
 * @param connectTimeout for connecting, TLS included
 * @param callTimeout for the whole call: connecting, sending, and the answer to its last byte; a
 *     call that sends a file has more
 * @param maxConnections to all servers together
 * @param maxConnectionsPerHost to one server
 * @param mostRead bytes of an answer's body that are read
 * @param reach which servers may be called
 */
public record CallSettings(
    Duration connectTimeout,
    Duration callTimeout,
    int maxConnections,
    int maxConnectionsPerHost,
    int mostRead,
    Reach reach) {}
