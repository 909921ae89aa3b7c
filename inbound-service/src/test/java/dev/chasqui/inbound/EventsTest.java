package dev.chasqui.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.Account;
import dev.chasqui.inbound.Topic.Keyed;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.TestConsumer;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a webhook call to the events' topic. */
class EventsTest {

  private final InboundFixture inbound = InboundFixture.shared();
  private final Topic<WhatsAppEvent> events = Topic.of(Topics.EVENTS, WhatsAppEvent.class);

  @AfterEach
  void close() {
    events.close();
  }

  private List<Keyed<WhatsAppEvent>> about(Account account, int count) {
    return events.await(count, event -> event.getAccountId() == account.id());
  }

  @Test
  void aChatsEventsStandUnderItsKeyInTheirOrder() {
    Account account = inbound.newAccount();
    for (int i = 0; i < 20; i++) {
      String text = InboundFixture.text(account, "m" + i);
      assertThat(post(account, i % 2 == 0 ? text : text.replace("15550001111", "15550002222")))
          .isEqualTo(200);
    }

    List<Keyed<WhatsAppEvent>> found = about(account, 20);

    assertThat(found)
        .allSatisfy(
            one -> assertThat(one.key()).isEqualTo(account.id() + ":" + one.value().getChatId()));
    assertThat(found.stream().filter(one -> "15550001111".equals(one.value().getChatId())))
        .extracting(one -> messageId(one.value()))
        .containsExactly("m0", "m2", "m4", "m6", "m8", "m10", "m12", "m14", "m16", "m18");
  }

  @Test
  void aRepeatedCallGivesTheSameIds() {
    Account account = inbound.newAccount();
    String body = InboundFixture.text(account, "twice");

    post(account, body);
    post(account, body);

    assertThat(about(account, 2))
        .extracting(one -> one.value().getId())
        .hasSize(2)
        .containsOnly(about(account, 2).getFirst().value().getId());
  }

  @Test
  void anEventOfTheSessionStandsUnderTheAccount() {
    Account account = inbound.newAccount();

    post(
        account,
        InboundFixture.webhook(
            account,
            "session",
            "'session':{'status':'WORKING','previous_status':'STARTING','timestamp':'1760000000'}"));

    assertThat(about(account, 2))
        .extracting(one -> one.key() + " " + one.value().getType())
        .containsExactly(account.id() + " session.status", account.id() + " ready");
  }

  @Test
  void aCallMaySpeakOfItsTenantsOtherNumbersOnly() {
    Account called = inbound.newAccount();
    Account sibling = inbound.newAccount(called.tenantId());
    Account stranger = inbound.newAccount();

    post(called, InboundFixture.text(stranger, "of-a-stranger"));
    post(called, InboundFixture.text(sibling, "of-a-sibling"));

    assertThat(messageId(about(sibling, 1).getFirst().value())).isEqualTo("of-a-sibling");
    assertThat(events.now(event -> event.getAccountId() == stranger.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"this is no JSON", "{\"object\":\"no entry\"}"})
  void whatCannotBeReadIsADeadLetterAndTheRestGoesOn(String body) {
    Account account = inbound.newAccount();

    assertThat(post(account, body)).as("it is kept all the same").isEqualTo(200);
    post(account, InboundFixture.text(account, "after"));

    assertThat(messageId(about(account, 1).getFirst().value())).isEqualTo("after");
    try (TestConsumer deadLetters = TestConsumer.of(Topics.PROVIDER_EVENTS + ".dlt")) {
      byte[] key = Long.toString(account.id()).getBytes(UTF_8);
      List<ConsumerRecord<byte[], byte[]>> letters =
          deadLetters.await(
              all -> all.stream().anyMatch(one -> java.util.Arrays.equals(one.key(), key)));
      var letter =
          letters.stream()
              .filter(one -> java.util.Arrays.equals(one.key(), key))
              .findFirst()
              .orElseThrow();
      assertThat(new String(letter.headers().lastHeader("chasqui-dlt-reason").value(), UTF_8))
          .isEqualTo("unreadable-provider-event");
      assertThat(new String(letter.value(), UTF_8)).contains(body);
    }
  }

  @Test
  void theStatusOfACommandGoesOnInItsTrace() {
    Account account = inbound.newAccount();
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    post(
        account,
        InboundFixture.webhook(
            account,
            "messages",
            "'statuses':[{'id':'w','status':'sent','recipient_id':'15550001111','biz_opaque_callback_data':'job 7 %s'}]"
                .formatted(trace)));

    Keyed<WhatsAppEvent> status = about(account, 1).getFirst();
    assertThat(Objects.requireNonNull(status.value().getAck()).getCommandId()).isEqualTo("job 7");
    assertThat(status.traceparent()).isEqualTo(trace);
  }

  private int post(Account account, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return inbound.call(
        account.id(),
        InboundFixture.signature(InboundFixture.APP_SECRET, bytes),
        java.net.http.HttpRequest.BodyPublishers.ofByteArray(bytes));
  }

  private static String messageId(WhatsAppEvent event) {
    return event.getMessage() == null ? "" : event.getMessage().getMessageId();
  }
}
