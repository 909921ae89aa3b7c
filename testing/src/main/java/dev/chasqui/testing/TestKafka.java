package dev.chasqui.testing;

/**
 * The broker that tests share.
 *
 * @param bootstrapServers what clients need to find it
 */
public record TestKafka(String bootstrapServers) {}
