import dev.chasqui.messaging.AvroConfig;
import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.TextContent;
import dev.chasqui.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Needs the modules {@code schemas} and {@code messaging} and what they depend on. Sends one WhatsApp message through Kafka, as a backend would, and prints its results: {@code java
 * SendCommandExample.java ACCOUNT_ID 573001234567 "Your order is on its way"}.
 */
public final class SendCommandExample {

  private static final String BROKER = setting("CHASQUI_KAFKA", "localhost:9092");
  private static final String REGISTRY =
      setting("CHASQUI_SCHEMA_REGISTRY_URL", "http://localhost:8081/apis/ccompat/v7");

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      System.err.println("usage: SendCommandExample ACCOUNT_ID 573001234567 \"Your order is on its way\"");
      System.exit(2);
    }
    Map<String, Object> producing =
        Map.of(
            "bootstrap.servers", BROKER,
            "key.serializer", StringSerializer.class,
            "value.serializer", AvroSerializer.class,
            AvroConfig.REGISTRY_URL, REGISTRY);
    String commandId = UUID.randomUUID().toString();
    try (var producer = new KafkaProducer<String, SendCommand>(producing)) {
      SendCommand command =
          SendCommand.newBuilder()
              .setCommandId(commandId)
              .setAccountId(Long.parseLong(arguments[0]))
              .setTo(arguments[1])
              .setText(TextContent.newBuilder().setBody(arguments[2]).build())
              .build();
      producer.send(new ProducerRecord<>(Topics.COMMANDS, arguments[0], command)).get();
    }

    System.out.println("command " + commandId + ", and what becomes of it:");
    CommandResult result = finalResultOf(commandId);
    boolean sent = result.getStatus() == CommandStatus.SENT;
    System.out.println(
        result.getStatus() + " " + (sent ? result.getMessageId() : result.getErrorMessage()));
    System.exit(sent ? 0 : 1);
  }

  /** Reads from the beginning, so none is missed; a real backend keeps its group and goes on. */
  private static CommandResult finalResultOf(String commandId) {
    Map<String, Object> consuming =
        Map.of(
            "bootstrap.servers", BROKER,
            "group.id", "example-" + commandId,
            "auto.offset.reset", "earliest",
            "key.deserializer", StringDeserializer.class,
            "value.deserializer", AvroDeserializer.class,
            AvroConfig.SPECIFIC_READER, true,
            AvroConfig.REGISTRY_URL, REGISTRY);
    try (var consumer = new KafkaConsumer<String, CommandResult>(consuming)) {
      consumer.subscribe(List.of(Topics.RESULTS));
      while (true) {
        for (var result : consumer.poll(Duration.ofSeconds(1))) {
          if (result.value().getCommandId().equals(commandId) && result.value().getIsFinal()) {
            return result.value();
          }
        }
      }
    }
  }

  private static String setting(String name, String standard) {
    return System.getenv().getOrDefault(name, standard);
  }
}
