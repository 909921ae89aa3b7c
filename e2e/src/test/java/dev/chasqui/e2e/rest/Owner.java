package dev.chasqui.e2e.rest;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A tenant that makes what operations are about. */
record Owner(Api api) {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** The statuses of one message: sent, delivered, read. */
  private static final int ACKS = 3;

  /** A webhook for the statuses of messages; returns its id. */
  String webhook(String url) {
    return api.post(
            "/api/webhooks/register",
            "{\"url\":\"%s\",\"events\":[\"message.ack\"]}".formatted(url))
        .ok(201)
        .path("id")
        .asString();
  }

  /** Deletes all: an account may not have many. */
  void deleteWebhooks() {
    for (JsonNode webhook : api.get("/api/webhooks").ok(200)) {
      api.call("DELETE", "/api/webhooks/" + webhook.path("id").asString(), "").ok(200);
    }
  }

  /** A message; returns its command's id. */
  String message() {
    return api.post("/api/messages/send", "{\"phone\":\"573005550001\",\"message\":\"Hola\"}")
        .ok(200)
        .path("commandId")
        .asString();
  }

  /** A job of one message; returns its id. */
  String job() {
    return api.post(
            "/api/messages/send-bulk", "{\"recipients\":[\"573005550002\"],\"message\":\"Hola\"}")
        .ok(200)
        .path("jobId")
        .asString();
  }

  /** Sends its first message, whose statuses go to its only webhook; returns a delivery's id. */
  String delivery() {
    message();
    return await()
        .atMost(LIMIT)
        .until(() -> api.get("/api/webhooks/deliveries").ok(200).path("deliveries"), Owner::isAll)
        .path(0)
        .path("id")
        .asString();
  }

  private static boolean isAll(JsonNode deliveries) {
    return deliveries.size() == ACKS
        && deliveries
            .valueStream()
            .allMatch(delivery -> delivery.path("status").asString().equals("delivered"));
  }

  /** A replay that has ended; returns its id. */
  String replay(String webhook) {
    String id =
        api.post(
                "/api/webhooks/" + webhook + "/replay",
                "{\"since\":\"2026-01-31T12:00:00Z\",\"failedOnly\":true}")
            .ok(202)
            .path("id")
            .asString();
    await()
        .atMost(LIMIT)
        .until(
            () -> api.get("/api/webhooks/" + webhook + "/replays/" + id).text("status"),
            "ended"::equals);
    return id;
  }

  /** The chat with one who has written, once it is there; returns its id. */
  String chat(String writer) {
    return await()
        .atMost(LIMIT)
        .until(() -> chatOf(writer), chat -> !chat.isMissingNode())
        .path("id")
        .asString();
  }

  private JsonNode chatOf(String writer) {
    return api.get("/api/chats/" + api.accountId())
        .is(200)
        .path("chats")
        .valueStream()
        .filter(chat -> chat.path("contact_number").asString().equals(writer))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** The file of a chat's oldest message; returns its id. */
  String file(String chat) {
    return api.get("/api/chats/" + chat + "/messages")
        .is(200)
        .at("/messages/0/media/id")
        .asString();
  }

  /** Lets no more messages out: what is sent from now on waits. */
  void holdMessages() {
    limit("{\"dailyQuota\":0}");
  }

  /** Changes the account's limits by a JSON object. */
  void limit(String limits) {
    api.call("PATCH", "/api/account/limits", limits).ok(200);
  }

  /** Waits until so many messages wait in the queue, and none in a job, which it would leave. */
  void awaitWaiting(int messages) {
    await()
        .atMost(LIMIT)
        .until(
            () -> api.get("/api/commands/count").ok(200),
            count ->
                count.path("waiting").asInt() == messages && count.path("inJobs").asInt() == 0);
  }
}
