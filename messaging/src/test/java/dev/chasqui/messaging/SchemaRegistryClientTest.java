package dev.chasqui.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SchemaRegistryClientTest {

  private static final Schema KNOT =
      SchemaBuilder.record("Knot").fields().requiredString("cord").endRecord();
  private static final Schema OTHER_KNOT =
      SchemaBuilder.record("Knot").fields().requiredString("colour").endRecord();

  private final String subject = Servers.newName("knots") + "-value";
  private RegistryGate gate;
  private SchemaRegistryClient client;

  @BeforeEach
  void open() throws IOException {
    gate = new RegistryGate(Servers.registryUrl());
    client = new SchemaRegistryClient(RegistryConfig.of(gate.url()));
  }

  @AfterEach
  void close() {
    client.close();
    gate.close();
  }

  @Test
  void whatIsRegisteredIsFoundInEveryWay() {
    int id = client.register(subject, KNOT);

    try (SchemaRegistryClient other = Servers.registryClient()) {
      assertThat(other.schemaById(id)).isEqualTo(KNOT);
      assertThat(other.lookUp(subject, KNOT)).isEqualTo(id);
      assertThat(other.latest(subject)).isEqualTo(new RegisteredSchema(subject, id, 1, KNOT));
      assertThat(other.register(subject, KNOT)).isEqualTo(id);
    }
  }

  @Test
  void theRegistryIsAskedOnce() {
    int id = client.register(subject, KNOT);
    client.schemaById(id);
    int asked = gate.requests.get();

    List<Schema> schemas =
        IntStream.range(0, 500).parallel().mapToObj(i -> client.schemaById(id)).toList();
    client.register(subject, KNOT);
    client.lookUp(subject, KNOT);

    assertThat(schemas).containsOnly(KNOT);
    assertThat(gate.requests).hasValue(asked);
  }

  @Test
  void anUnknownIdIsNotAskedForAgainAtOnce() {
    assertUndecodable(987_654_321, UndecodableReason.UNKNOWN_SCHEMA_ID);
    assertUndecodable(987_654_321, UndecodableReason.UNKNOWN_SCHEMA_ID);

    assertThat(gate.requests).hasValue(1);
  }

  @Test
  void anUnknownSubjectIsNotFound() {
    assertThatThrownBy(() -> client.latest(subject))
        .isInstanceOfSatisfying(
            RegistryRejectedException.class,
            e -> {
              assertThat(e.notFound()).isTrue();
              assertThat(e.retriable()).isFalse();
            })
        .hasMessageContaining(subject);
  }

  @Test
  void aCompatibilityLevelHoldsEvenIfSetBeforeTheFirstVersion() {
    client.setCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE);
    client.register(subject, KNOT);

    assertThat(client.compatibility(subject)).contains(CompatibilityLevel.FULL_TRANSITIVE);
    assertThatThrownBy(() -> client.register(subject, OTHER_KNOT))
        .isInstanceOfSatisfying(
            RegistryRejectedException.class, e -> assertThat(e.errorCode()).isEqualTo(409))
        .hasMessageContaining("colour");
  }

  @Test
  void aSchemaMayReferToOthers() {
    client.register(subject, KNOT);
    int id =
        RegistryHttp.intField(
            post(
                Servers.newName("cord") + "-value",
                Map.of(
                    "schema",
                    "{\"type\":\"record\",\"name\":\"Cord\",\"fields\":[{\"name\":\"knot\",\"type\":\"Knot\"}]}",
                    "references",
                    List.of(Map.of("name", "Knot", "subject", subject, "version", 1)))),
            "id");

    assertThat(client.schemaById(id).getField("knot").schema()).isEqualTo(KNOT);
  }

  @Test
  void aSchemaThatIsNotAvroIsToldApart() {
    int id =
        RegistryHttp.intField(
            post(
                Servers.newName("json") + "-value",
                Map.of(
                    "schemaType",
                    "JSON",
                    "schema",
                    "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\"}")),
            "id");

    assertUndecodable(id, UndecodableReason.SCHEMA_NOT_AVRO);
  }

  @Test
  void theNextUrlIsTriedWhenOneIsAway() {
    String urls = "http://127.0.0.1:1," + gate.url();
    try (SchemaRegistryClient failover = new SchemaRegistryClient(RegistryConfig.of(urls))) {
      assertThat(failover.register(subject, KNOT)).isPositive();
      assertThat(failover.latest(subject).version()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429, 500, 503, 302})
  void aRegistryThatIsNotWellIsAway(int status) {
    gate.failWith.set(status);

    assertAway(client, gate.url(), "HTTP " + status);

    gate.failWith.set(0);
    assertThat(client.register(subject, KNOT)).isPositive();
  }

  @Test
  void aWrongPathIsNotTakenForAnUnknownId() {
    String wrong = Servers.registryUrl() + "/wrong";
    try (SchemaRegistryClient lost = new SchemaRegistryClient(RegistryConfig.of(wrong))) {
      assertAway(lost, wrong, "HTTP 404");
    }
  }

  @Test
  void credentialsComeFromTheUrlOrFromTheirOwnKey() {
    gate.userInfo.set("ana:p@ss word");
    String withUserInfo = "http://ana:p%40ss%20word@127.0.0.1:" + gate.port();
    Map<String, String> ownKey =
        Map.of(
            "schema.registry.url",
            gate.url(),
            "basic.auth.credentials.source",
            "USER_INFO",
            "basic.auth.user.info",
            "ana:p@ss word");

    try (SchemaRegistryClient fromUrl = new SchemaRegistryClient(RegistryConfig.of(withUserInfo));
        SchemaRegistryClient fromKey = SchemaRegistryClient.from(ownKey)) {
      assertThat(fromUrl.register(subject, KNOT)).isEqualTo(fromKey.register(subject, KNOT));
    }
    assertAway(client, gate.url(), "HTTP 401");
  }

  @Test
  void aPasswordIsInNoError() {
    String url = "http://ana:s3cret@127.0.0.1:1/apis";
    try (SchemaRegistryClient away = new SchemaRegistryClient(RegistryConfig.of(url))) {
      assertThatThrownBy(() -> away.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("http://127.0.0.1:1/apis")
          .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("s3cret"));
    }
  }

  private static void assertAway(SchemaRegistryClient client, String url, String what) {
    assertThatThrownBy(() -> client.schemaById(1))
        .isInstanceOfSatisfying(
            RegistryUnavailableException.class, e -> assertThat(e.retriable()).isTrue())
        .hasMessageContaining(url)
        .hasMessageContaining(what);
  }

  private void assertUndecodable(int id, UndecodableReason reason) {
    assertThatThrownBy(() -> client.schemaById(id))
        .isInstanceOfSatisfying(
            UndecodableRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(String.valueOf(id));
  }

  private static JsonNode post(String subject, Map<String, ?> body) {
    try (RegistryHttp http = new RegistryHttp(RegistryConfig.of(Servers.registryUrl()))) {
      return http.post("/subjects/" + subject + "/versions", body);
    }
  }

  private static String stackTrace(Throwable throwable) {
    StringWriter out = new StringWriter();
    throwable.printStackTrace(new PrintWriter(out));
    return out.toString();
  }
}
