package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.testing.Ports;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The REST resource contacts, as a client of WhatsApp API Engine sees it. */
@ExtendWith(SharedSender.class)
class ContactsTest {

  private static final String BULK = "/api/contacts/check-bulk";

  private final SenderFixture fixture;
  private final TestAccount account;
  private final RestClient rest;

  ContactsTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
    this.rest = new RestClient(fixture, account);
    fixture.whatsapp.link(account.phoneNumberId(), SenderFixture.TOKEN, true);
  }

  private void allow(int perMinute) {
    rest.patch("/api/account/limits", "{\"contactChecksPerMinute\":%d}".formatted(perMinute));
  }

  private static String absentPerson(SenderFixture fixture) {
    String phone = Commands.recipient();
    fixture.whatsapp.person(phone, false);
    return phone;
  }

  @Test
  void manyAreCheckedAtOnceInTheirOrder() {
    String absent = absentPerson(fixture);
    String there = Commands.recipient();
    allow(1000);

    RestClient.Answer answer =
        rest.post(BULK, Map.of("phones", List.of(there, "+" + absent, there)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("success").asBoolean(false)).isTrue();
    assertThat(answer.data().toString())
        .isEqualTo(
            ("[{\"phone\":\"%s\",\"isRegistered\":true},{\"phone\":\"+%s\",\"isRegistered\":false},"
                    + "{\"phone\":\"%s\",\"isRegistered\":true}]")
                .formatted(there, absent, there));
    assertThat(answer.body().path("pending")).isEmpty();
    assertThat(answer.header("Retry-After")).isEmpty();
  }

  @Test
  void whatThePaceDoesNotAllowIsLeftForLaterAndWhatIsKnownIsNotAskedAgain() {
    allow(4);
    List<String> phones = Stream.generate(Commands::recipient).limit(3).toList();

    RestClient.Answer first = rest.post(BULK, Map.of("phones", phones));

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.data().findValuesAsString("phone")).containsExactly(phones.get(0));
    assertThat(first.body().path("pending").valueStream().map(JsonNode::asString))
        .containsExactly(phones.get(1), phones.get(2));
    assertThat(Integer.parseInt(first.header("Retry-After"))).isBetween(1, 60);
    assertThat(rest.get("/api/contacts/check/" + phones.get(0)).status()).isEqualTo(200);
    assertThat(rest.get("/api/contacts/check/" + phones.get(1)).status()).isEqualTo(429);

    allow(1000);
    RestClient.Answer second = rest.post(BULK, Map.of("phones", phones));
    assertThat(second.data().findValuesAsString("phone")).containsExactlyElementsOf(phones);
    assertThat(second.body().path("pending")).isEmpty();
  }

  @Test
  void aHundredFitAndEveryWrongOneIsNamed() {
    allow(1000);
    List<String> phones = Stream.generate(Commands::recipient).limit(101).toList();

    assertThat(rest.post(BULK, Map.of("phones", phones.subList(0, 100))).data()).hasSize(100);
    RestClient.Answer tooMany = rest.post(BULK, Map.of("phones", phones));
    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(tooMany.wrongFields()).containsExactly("phones");
    assertThat(rest.post(BULK, "{}").wrongFields()).containsExactly("phones");
    assertThat(rest.post(BULK, "{\"phones\":[]}").wrongFields()).containsExactly("phones");
    assertThat(
            rest.post(BULK, "{\"phones\":[\"12\",\"573001234567\",null,\"a@g.us\"]}").wrongFields())
        .containsExactly("phones[0]", "phones[2]", "phones[3]");
  }

  @Test
  void aContactIsShownAndRemembered() {
    String phone = Commands.recipient();
    fixture.whatsapp.name(phone, "Ana");
    allow(2);

    JsonNode info = rest.get("/api/contacts/info/" + phone).data();

    assertThat(info.path("phone").asString()).isEqualTo(phone);
    assertThat(info.path("isRegistered").asBoolean(false)).isTrue();
    assertThat(info.path("name").asString()).isEqualTo("Ana");
    assertThat(info.path("about").asString()).isNotBlank();
    assertThat(info.has("pictureUrl")).isFalse();
    assertThat(rest.get("/api/contacts/info/" + phone).status()).isEqualTo(200);
    RestClient.Answer over = rest.get("/api/contacts/info/" + Commands.recipient());
    assertThat(over.status()).isEqualTo(429);
    assertThat(over.code()).isEqualTo("too_many_contact_checks");
    assertThat(Integer.parseInt(over.header("Retry-After"))).isBetween(1, 60);
  }

  @Test
  void whoIsNotOnWhatsAppIsNotFound() {
    RestClient.Answer answer = rest.get("/api/contacts/info/" + absentPerson(fixture));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("not_found");
    assertThat(rest.get("/api/contacts/info/12").wrongFields()).containsExactly("phone");
  }

  @Test
  void theCloudApiHasNoChecks() {
    RestClient cloud = new RestClient(fixture, fixture.newCloudAccount());
    RestClient unlinked = new RestClient(fixture, fixture.newAccount());

    for (RestClient client : List.of(cloud, unlinked)) {
      assertThat(
              Stream.of(
                      client.get("/api/contacts/check/573001234567"),
                      client.get("/api/contacts/info/573001234567"),
                      client.post(BULK, "{\"phones\":[\"573001234567\"]}"))
                  .toList())
          .allSatisfy(
              answer -> {
                assertThat(answer.status()).isEqualTo(501);
                assertThat(answer.code()).isEqualTo("contact_checks_unsupported");
              });
    }
  }

  @Test
  void withoutAConnectionTheAnswerIs503() {
    fixture.whatsapp.breakSession(account.phoneNumberId());
    allAre503(rest, "account_not_connected");
    allAre503(new RestClient(fixture, fixture.newUnauthorisedAccount()), "account_not_authorised");
    String nowhere = "http://127.0.0.1:" + Ports.free();
    allAre503(new RestClient(fixture, fixture.newAccount(nowhere)), "provider_unreachable");
  }

  @Test
  void whatIsRefusedCostsNoPermit() {
    allow(2);
    fixture.whatsapp.breakSession(account.phoneNumberId());
    for (int i = 0; i < 3; i++) {
      assertThat(rest.get("/api/contacts/check/" + Commands.recipient()).status()).isEqualTo(503);
      assertThat(rest.get("/api/contacts/info/" + Commands.recipient()).status()).isEqualTo(503);
    }

    fixture.whatsapp.link(account.phoneNumberId(), SenderFixture.TOKEN, true);

    assertThat(rest.get("/api/contacts/check/" + Commands.recipient()).status()).isEqualTo(200);
    assertThat(rest.get("/api/contacts/check/" + Commands.recipient()).status()).isEqualTo(429);
  }

  private static void allAre503(RestClient client, String code) {
    client.patch("/api/account/limits", "{\"contactChecksPerMinute\":1000}");
    String phone = Commands.recipient();
    assertThat(
            Stream.of(
                    client.get("/api/contacts/check/" + phone),
                    client.get("/api/contacts/info/" + phone),
                    client.post(BULK, Map.of("phones", List.of(phone))))
                .toList())
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(503);
              assertThat(answer.code()).isEqualTo(code);
            });
  }

  @Test
  void accountsDoNotShareWhatTheyKnow() {
    String phone = Commands.recipient();
    rest.get("/api/contacts/check/" + phone);
    TestAccount other = fixture.newAccount();

    assertThat(new RestClient(fixture, other).get("/api/contacts/check/" + phone).status())
        .isEqualTo(501);
    assertThat(IntStream.range(0, 3).mapToObj(_ -> rest.get("/api/contacts/check/" + phone)))
        .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
  }
}
