package dev.chasqui.sender.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.MarkRead;
import dev.chasqui.schemas.MediaContent;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.UnknownPolicy;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What no test through the simulator can see; the rest is in {@code ContentTest}. */
class MessageBodyTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void uploadedMediaAndALinkedIdAreNamedByTheirIds() {
    SendCommand command =
        SendCommand.newBuilder()
            .setCommandId("c-1")
            .setAccountId(1)
            .setTo("42@lid")
            .setUnknownPolicy(UnknownPolicy.AT_MOST_ONCE)
            .setImage(MediaContent.newBuilder().setMediaId("900").build())
            .build();
    MessageContent content = MessageContent.of(command).getFirst();

    assertJson(
        MessageBody.of(command, new Recipient.LinkedId("42"), content, null),
        """
        {"messaging_product":"whatsapp","recipient_type":"individual","to":"42@lid","type":"image",
         "image":{"id":"900"},"biz_opaque_callback_data":"c-1"}
        """);
  }

  @Test
  void aReadMarkMayShowThatSomebodyTypes() {
    assertJson(
        MessageBody.of(new MarkRead("wamid.A", false)),
        "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.A\"}");
    assertJson(
        MessageBody.of(new MarkRead("wamid.A", true)),
        """
        {"messaging_product":"whatsapp","status":"read","message_id":"wamid.A",
         "typing_indicator":{"type":"text"}}
        """);
  }

  private static void assertJson(String actual, String expected) {
    assertThat(JSON.readTree(actual)).isEqualTo(JSON.readTree(expected));
  }
}
