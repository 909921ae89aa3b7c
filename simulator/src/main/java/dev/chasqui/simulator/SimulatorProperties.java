package dev.chasqui.simulator;

import dev.chasqui.simulator.numbers.NumberSpec;
import dev.chasqui.simulator.webhooks.WebhookSettings;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configuration, under chasqui.simulator.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param firstNumber true makes one number to begin with
 * @param numbers made at the start
 */
@ConfigurationProperties("chasqui.simulator")
record SimulatorProperties(
    @DefaultValue("127.0.0.1") String host,
    @DefaultValue("3100") int port,
    @DefaultValue("false") boolean firstNumber,
    @DefaultValue List<NumberSpec> numbers,
    @DefaultValue WebhookSettings webhooks) {}
