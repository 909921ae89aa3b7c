package dev.chasqui.testing.samples;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.InteractiveReply;
import dev.chasqui.schemas.Location;
import dev.chasqui.schemas.MessageAck;
import dev.chasqui.schemas.MessageContext;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.MessageRevoked;
import dev.chasqui.schemas.ReactionReceived;
import dev.chasqui.schemas.ReceivedMedia;
import dev.chasqui.schemas.SessionDisconnected;
import dev.chasqui.schemas.SessionQr;
import dev.chasqui.schemas.SessionReady;
import dev.chasqui.schemas.SessionState;
import dev.chasqui.schemas.SessionStatus;
import dev.chasqui.schemas.WebhookDisabled;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One of each kind of event, always the same: the examples of the documentation. */
public final class EventSamples {

  private static final String OURS = "15550009999";
  private static final String THEIRS = "573001234567";

  private final long accountId;
  private final Map<String, WhatsAppEvent> samples = new LinkedHashMap<>();

  private EventSamples(long accountId) {
    this.accountId = accountId;
  }

  /** By the heading in the documentation. */
  public static Map<String, WhatsAppEvent> of(long accountId) {
    EventSamples made = new EventSamples(accountId);
    made.addMessages();
    made.addAcks();
    made.addTheRestOfMessages();
    made.addSession();
    made.addWebhook();
    return made.samples;
  }

  private void add(String heading, WhatsAppEvent.Builder event) {
    samples.put(heading, event.build());
  }

  private WhatsAppEvent.Builder head(String type) {
    return WhatsAppEvent.newBuilder()
        .setId("evt_%032x".formatted(samples.size() + 1))
        .setType(type)
        .setAccountId(accountId)
        .setTimestamp(Instant.parse("2026-11-21T15:04:05Z"))
        .setReceivedAt(Instant.parse("2026-11-21T15:04:06Z"));
  }

  private WhatsAppEvent.Builder ofChat(String type) {
    return head(type).setChatId(THEIRS);
  }

  private static Identity contact() {
    return Identity.newBuilder().setPhone(THEIRS).setName("Ana").setRaw(THEIRS).build();
  }

  private static MessageReceived.Builder received(String id, String type) {
    return MessageReceived.newBuilder()
        .setMessageId("wamid." + id)
        .setFrom(contact())
        .setTo(OURS)
        .setType(type);
  }

  private void addMessage(String heading, MessageReceived.Builder message) {
    add(heading, ofChat("message").setMessage(message.build()));
  }

  private void addMessages() {
    addMessage("message", received("A1", "text").setBody("Where is my order?"));
    addMessage(
        "message with media",
        received("A2", "image")
            .setBody("It came broken")
            .setMedia(
                ReceivedMedia.newBuilder()
                    .setMediaId("1013859600285441")
                    .setMimeType("image/jpeg")
                    .setSha256("dPyFsDDoh9pJYJxjY4mFpuSAz2SMH5EsbQxRRKgbKfU=")
                    .build()));
    addMessage(
        "message with a location",
        received("A3", "location")
            .setLocation(
                Location.newBuilder()
                    .setLatitude(4.711)
                    .setLongitude(-74.0721)
                    .setName("Office")
                    .setAddress("Bogotá")
                    .build()));
    addMessage(
        "message that answers a button",
        received("A4", "interactive")
            .setBody("Yes")
            .setContext(MessageContext.newBuilder().setMessageId("wamid.B0").build())
            .setInteractive(
                InteractiveReply.newBuilder()
                    .setKind("button_reply")
                    .setId("confirm")
                    .setTitle("Yes")
                    .build()));
  }

  private static MessageAck.Builder ack(Ack ack) {
    return MessageAck.newBuilder()
        .setMessageId("wamid.B1")
        .setCommandId("5c226d57-0f4f-4b43-8f7b-0b1f0f6c2d11")
        .setRecipient(contact())
        .setAck(ack);
  }

  private void addAcks() {
    add("message.ack", ofChat("message.ack").setAck(ack(Ack.READ).build()));
    add(
        "message.ack that failed",
        ofChat("message.ack")
            .setAck(
                ack(Ack.ERROR)
                    .setErrorCode("outside_service_window")
                    .setErrorMessage("Re-engagement message")
                    .setProviderCode(131_047)
                    .build()));
  }

  private void addTheRestOfMessages() {
    add(
        "message.reaction",
        ofChat("message.reaction")
            .setReaction(
                ReactionReceived.newBuilder()
                    .setMessageId("wamid.A5")
                    .setFrom(contact())
                    .setTargetMessageId("wamid.B1")
                    .setEmoji("👍")
                    .build()));
    add(
        "message.revoked",
        ofChat("message.revoked")
            .setRevoked(
                MessageRevoked.newBuilder()
                    .setMessageId("wamid.A6")
                    .setFrom(contact())
                    .setTargetMessageId("wamid.A1")
                    .build()));
  }

  private void addSession() {
    add(
        "session.status",
        head("session.status")
            .setSession(SessionStatus.newBuilder().setState(SessionState.WORKING).build()));
    add("qr", head("qr").setQr(SessionQr.newBuilder().setQr("2@3kHqZ…").build()));
    add(
        "ready",
        head("ready")
            .setReady(SessionReady.newBuilder().setPhone(OURS).setName("My shop").build()));
    add(
        "disconnected",
        head("disconnected")
            .setDisconnected(
                SessionDisconnected.newBuilder()
                    .setReason("logged out")
                    .setLoggedOut(true)
                    .build()));
  }

  private void addWebhook() {
    add(
        "webhook.disabled",
        head("webhook.disabled")
            .setWebhookDisabled(
                WebhookDisabled.newBuilder()
                    .setWebhookId("wh_0f7c3a9be2d14c65a8b0d3e1")
                    .setAddress("https://crm.example.com")
                    .setReason("failing")
                    .setFailingSince(Instant.parse("2026-11-16T15:03:58Z"))
                    .build()));
  }
}
