package dev.chasqui.inbound;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the inbound service, {@code chasqui.inbound.*}. Immutable.
 *
 * @param consumers threads that read provider events
 * @param topicPartitions of topics that do not exist yet
 */
@ConfigurationProperties("chasqui.inbound")
record InboundProperties(
    @DefaultValue("2") int consumers, @DefaultValue("6") int topicPartitions) {}
