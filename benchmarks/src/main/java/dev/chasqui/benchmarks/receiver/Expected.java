package dev.chasqui.benchmarks.receiver;

/**
 * The events to count.
 *
 * @param tag that their ids begin with
 */
public record Expected(String tag, int size) {}
