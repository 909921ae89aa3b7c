package dev.chasqui.sender;

import dev.chasqui.messaging.Contracts;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.messaging.ServiceTopics;
import dev.chasqui.messaging.TopicSpec;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.Topics;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The topics and what is in them. */
@Configuration(proxyBeanMethods = false)
class SenderContracts {

  @Bean
  ServiceTopics senderTopics(ServiceTopics.Keeper keeper, SenderProperties properties) {
    TopicSpec commands = new TopicSpec(Topics.COMMANDS, properties.topicPartitions());
    TopicSpec results = new TopicSpec(Topics.RESULTS, properties.topicPartitions());
    TopicSpec events = TopicSpec.ofWebhooks(Topics.EVENTS, properties.topicPartitions());
    return keeper.ensure(List.of(commands, commands.deadLetters(), results, events));
  }

  @Bean
  Contracts senderContracts(SchemaRegistryClient registry) {
    return Contracts.ensure(
        registry,
        Map.of(
            Topics.COMMANDS, SendCommand.getClassSchema(),
            Topics.RESULTS, CommandResult.getClassSchema()));
  }
}
