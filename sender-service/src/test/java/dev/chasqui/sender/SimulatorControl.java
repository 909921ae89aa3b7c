package dev.chasqui.sender;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator's control endpoints. */
final class SimulatorControl implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI simulator;

  SimulatorControl(URI simulator) {
    this.simulator = simulator;
  }

  /** Makes a business number without statuses. */
  void addNumber(String phoneNumberId, String token) {
    post(
        "/_sim/numbers",
        """
        {"phoneNumberId":"%s","accessToken":"%s","appSecret":"s","verifyToken":"v","statuses":{"upTo":"none"}}
        """
            .formatted(phoneNumberId, token));
  }

  /** Sets a fault for one number: {@code members} are further members of the JSON object. */
  void fault(String phoneNumberId, String kind, String members) {
    post(
        "/_sim/faults",
        "{\"kind\":\"%s\",\"phoneNumberId\":\"%s\"%s}".formatted(kind, phoneNumberId, members));
  }

  /** How often the faults of one number struck. */
  int struck(String phoneNumberId) {
    int struck = 0;
    for (JsonNode fault : get("/_sim/faults")) {
      boolean its = fault.path("spec").path("phoneNumberId").asString().equals(phoneNumberId);
      struck += its ? fault.path("struck").asInt() : 0;
    }
    return struck;
  }

  /** Ends all faults. */
  void clearFaults() {
    send(HttpRequest.newBuilder(simulator.resolve("/_sim/faults")).DELETE());
  }

  /** Lets WhatsApp know the person with this number by another id. */
  void knowAs(String phone, String waId) {
    post("/_sim/people", "{\"phone\":\"%s\",\"waId\":\"%s\"}".formatted(phone, waId));
  }

  /** Makes a number obey the limits that the Cloud API has. */
  void limit(String phoneNumberId, String limits) {
    post(
        "/_sim/numbers",
        "{\"phoneNumberId\":\"%s\",\"limits\":%s}".formatted(phoneNumberId, limits));
  }

  /** Makes a number anew, as one of a linked device. */
  void link(String phoneNumberId, String token, boolean scanned) {
    send(HttpRequest.newBuilder(simulator.resolve("/_sim/numbers/" + phoneNumberId)).DELETE());
    post(
        "/_sim/numbers",
        "{\"phoneNumberId\":\"%s\",\"accessToken\":\"%s\",\"linked\":true,\"scanned\":%s}"
            .formatted(phoneNumberId, token, scanned));
  }

  /** Its phone scans the QR code. */
  void scan(String phoneNumberId) {
    post("/_sim/numbers/" + phoneNumberId + "/session/scan", "{}");
  }

  /** Its session breaks. */
  void breakSession(String phoneNumberId) {
    post("/_sim/numbers/" + phoneNumberId + "/session/fail", "{}");
  }

  /** Gives a person a name. */
  void name(String phone, String name) {
    post("/_sim/people", "{\"phone\":\"%s\",\"name\":\"%s\"}".formatted(phone, name));
  }

  /** Describes a person. */
  void person(String phone, boolean onWhatsApp) {
    post("/_sim/people", "{\"phone\":\"%s\",\"onWhatsApp\":%s}".formatted(phone, onWhatsApp));
  }

  /** What the number's session says of its QR code. */
  String qr(String phoneNumberId, String token) {
    return get("/v25.0/" + phoneNumberId + "/session/qr", token).path("qr").asString();
  }

  /** Changes the number's business profile. */
  void profile(String phoneNumberId, String token, String about) {
    send(
        authorised("/v25.0/" + phoneNumberId + "/whatsapp_business_profile", token)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"messaging_product\":\"whatsapp\",\"about\":\"%s\"}".formatted(about))));
  }

  /** The type and the size of a file that was uploaded, and its SHA-256 in Base64. */
  JsonNode media(String id, String token) {
    return get("/v25.0/" + id, token);
  }

  private JsonNode get(String path, String token) {
    return send(authorised(path, token));
  }

  private HttpRequest.Builder authorised(String path, String token) {
    return HttpRequest.newBuilder(simulator.resolve(path))
        .header("Authorization", "Bearer " + token);
  }

  /** When the messages to one recipient of a number were accepted, the oldest first. */
  List<Instant> receivedAt(String phoneNumberId, String to) {
    List<Instant> times = new ArrayList<>();
    for (JsonNode message : get("/_sim/messages?limit=1000&phoneNumberId=" + phoneNumberId)) {
      if (message.path("body").path("to").asString().equals(to)) {
        times.addFirst(Instant.parse(message.path("at").asString()));
      }
    }
    return times;
  }

  /** What was counted of a number: accepted, refused, maxInOneSecond … */
  int counted(String phoneNumberId, String what) {
    return get("/_sim/received").path("numbers").path(phoneNumberId).path(what).asInt(0);
  }

  /** How often a command's message was accepted. */
  int accepted(String commandId) {
    return get("/_sim/received/" + commandId).path("count").asInt();
  }

  /** How often a command's message was answered with an error. */
  int refused(String commandId) {
    return get("/_sim/received/" + commandId).path("refused").asInt();
  }

  /** The bodies of the messages accepted for a number, the oldest first. */
  List<JsonNode> bodies(String phoneNumberId) {
    List<JsonNode> bodies = new ArrayList<>();
    get("/_sim/messages?limit=1000&phoneNumberId=" + phoneNumberId)
        .forEach(message -> bodies.addFirst(message.path("body")));
    return bodies;
  }

  int markedRead(String phoneNumberId) {
    return get("/_sim/received").path("numbers").path(phoneNumberId).path("markedRead").asInt(0);
  }

  /** A person writes; returns the wamid. */
  String inbound(String phoneNumberId, String from) {
    return post(
            "/_sim/numbers/" + phoneNumberId + "/inbound",
            """
            {"from":"%s","message":{"type":"text","text":{"body":"hi"}}}
            """
                .formatted(from))
        .path("id")
        .asString();
  }

  private JsonNode post(String path, String json) {
    return send(
        HttpRequest.newBuilder(simulator.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private JsonNode get(String path) {
    return send(HttpRequest.newBuilder(simulator.resolve(path)));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(response.statusCode() + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
