package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.testing.ManualClock;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which tokens open the resources of two instances that share a database. */
class TokensTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String NO_LIMIT = "--chasqui.http.rate-limit=0";
  private static final TestDatabase DATABASE = TestServers.newDatabase();
  private static final ManualClock CLOCK = ManualClock.at("2026-11-21T20:00:00Z");

  @SuppressWarnings("NullAway.Init")
  private static ErrorsService one;

  @SuppressWarnings("NullAway.Init")
  private static ErrorsService two;

  @SuppressWarnings("NullAway.Init")
  private static Clients.Credentials client;

  private static long tenant;

  @BeforeAll
  static void start() {
    one = new ErrorsService(DATABASE, CLOCK, NO_LIMIT);
    two = new ErrorsService(DATABASE, CLOCK, NO_LIMIT);
    tenant = one.bean(Tenants.class).create("Tokens");
    client = one.bean(Clients.class).create(tenant);
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  private static HttpResponse<String> call(ErrorsService service, String token) {
    return service.send(service.request("/api/caller", token));
  }

  private static void isRefused(String token) {
    for (ErrorsService service : List.of(one, two)) {
      HttpResponse<String> english = call(service, token);
      HttpResponse<String> spanish =
          service.send(service.request("/api/caller", token).header("Accept-Language", "es"));

      assertThat(english.statusCode()).as(english.body()).isEqualTo(401);
      assertThat(english.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      JsonNode body = JSON.readTree(english.body());
      assertThat(body.path("success").asBoolean(true)).isFalse();
      assertThat(body.path("code").asString()).isEqualTo("unauthorized");
      assertThat(body.path("error").asString()).contains("is wrong or has expired");
      assertThat(spanish.statusCode()).isEqualTo(401);
      assertThat(JSON.readTree(spanish.body()).path("error").asString())
          .contains("no es válido o ha expirado");
    }
  }

  /** The one that signs now. */
  private static SigningKeys.SigningKey key() {
    SecretBox box = new SecretBox(new Secret(AccessFixture.MASTER_KEY));
    return new SigningKeys(JdbcClient.create(DATABASE.dataSource()), box, CLOCK).current();
  }

  private static JwtClaimsSet claims(UnaryOperator<JwtClaimsSet.Builder> change) {
    Instant now = CLOCK.instant();
    return change
        .apply(
            JwtClaimsSet.builder()
                .issuer("chasqui")
                .audience(List.of("chasqui-api"))
                .subject(client.id())
                .claim("tenant", tenant)
                .id("an id")
                .issuedAt(now)
                .expiresAt(now.plus(Tokens.LIFE)))
        .build();
  }

  private static String signed(
      JwtEncoder encoder, JwsHeader.Builder header, UnaryOperator<JwtClaimsSet.Builder> change) {
    return encoder
        .encode(JwtEncoderParameters.from(header.build(), claims(change)))
        .getTokenValue();
  }

  private static String signed(UnaryOperator<JwtClaimsSet.Builder> change) {
    SigningKeys.SigningKey key = key();
    return signed(encoder(key.secret(), key.id()), header(key.id()), change);
  }

  private static JwtEncoder encoder(SecretKey secret, String id) {
    return NimbusJwtEncoder.withSecretKey(secret).jwkPostProcessor(jwk -> jwk.keyID(id)).build();
  }

  private static JwsHeader.Builder header(String id) {
    return JwsHeader.with(MacAlgorithm.HS256).type("JWT").keyId(id);
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<Arguments> forged() throws NoSuchAlgorithmException {
    SigningKeys.SigningKey key = key();
    String good = signed(UnaryOperator.identity());
    String[] parts = good.split("\\.", -1);
    KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    SecretKey other = new SecretKeySpec(new byte[32], "HmacSHA256");
    String swapped =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("chasqui-api", "chasqui-apj");
    return Stream.of(
        Arguments.of("no token", "x"),
        Arguments.of("three parts", "a.b.c"),
        Arguments.of("alg none", part("{\"alg\":\"none\"}") + "." + parts[1] + "."),
        Arguments.of(
            "alg none with our kid",
            part("{\"alg\":\"none\",\"kid\":\"%s\"}".formatted(key.id())) + "." + parts[1] + "."),
        Arguments.of(
            "alg none with a signature",
            part("{\"alg\":\"none\",\"kid\":\"%s\"}".formatted(key.id()))
                + "."
                + parts[1]
                + "."
                + parts[2]),
        Arguments.of("without its signature", parts[0] + "." + parts[1] + "."),
        Arguments.of("changed claims", parts[0] + "." + part(swapped) + "." + parts[2]),
        Arguments.of("another key", signed(encoder(other, key.id()), header(key.id()), b -> b)),
        Arguments.of("an unknown kid", signed(encoder(key.secret(), "99"), header("99"), b -> b)),
        Arguments.of(
            "no kid",
            signed(
                NimbusJwtEncoder.withSecretKey(key.secret()).build(),
                JwsHeader.with(MacAlgorithm.HS256),
                b -> b)),
        Arguments.of(
            "HS512 with our key",
            signed(
                NimbusJwtEncoder.withSecretKey(key.secret())
                    .algorithm(MacAlgorithm.HS512)
                    .jwkPostProcessor(jwk -> jwk.keyID(key.id()))
                    .build(),
                JwsHeader.with(MacAlgorithm.HS512).keyId(key.id()),
                b -> b)),
        Arguments.of(
            "RS256",
            signed(
                NimbusJwtEncoder.withKeyPair(
                        (RSAPublicKey) pair.getPublic(), (RSAPrivateKey) pair.getPrivate())
                    .jwkPostProcessor(jwk -> jwk.keyID(key.id()))
                    .build(),
                JwsHeader.with(SignatureAlgorithm.RS256).keyId(key.id()),
                b -> b)),
        Arguments.of(
            "another type",
            signed(encoder(key.secret(), key.id()), header(key.id()).type("logout+jwt"), b -> b)),
        Arguments.of("another audience", signed(b -> b.audience(List.of("others")))),
        Arguments.of("no audience", signed(b -> b.claims(all -> all.remove("aud")))),
        Arguments.of("another issuer", signed(b -> b.issuer("https://others.example"))),
        Arguments.of("no issuer", signed(b -> b.claims(all -> all.remove("iss")))),
        Arguments.of(
            "expired",
            signed(
                b ->
                    b.issuedAt(CLOCK.instant().minus(Duration.ofHours(2)))
                        .expiresAt(CLOCK.instant().minusSeconds(1)))),
        Arguments.of("not valid yet", signed(b -> b.notBefore(CLOCK.instant().plusSeconds(60)))),
        Arguments.of("of no client", signed(b -> b.subject("client_none"))),
        Arguments.of("without a client", signed(b -> b.claims(all -> all.remove("sub")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void forged(String what, String token) {
    isRefused(token);
  }

  @Test
  void ofATokenAndAKeyTheTokenCounts() {
    assertThat(
            one.send(one.request("/api/caller").header("Authorization", "Bearer x")).statusCode())
        .isEqualTo(401);
    HttpResponse<String> both =
        one.send(one.request("/api/caller", one.token(client)).header("X-API-Key", one.key));
    assertThat(JSON.readTree(both.body()).path("tenantId").asLong()).isEqualTo(tenant);
  }

  @Test
  void otherSchemesLeaveAKeyAlone() {
    assertThat(
            one.send(one.request("/api/caller").header("Authorization", "Basic eDp5")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aTokenIsTakenFromItsHeaderOnly() {
    String path = "/api/caller?access_token=" + one.token(client);

    assertThat(one.send(one.anonymous(path)).statusCode()).isEqualTo(401);
  }

  @Test
  void whatTheForgedOnesAreMadeOfIsTaken() {
    assertThat(call(one, signed(UnaryOperator.identity())).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenEndsAfterAnHour() {
    String token = one.token(client);
    CLOCK.advance(Tokens.LIFE);
    assertThat(call(two, token).statusCode()).isEqualTo(200);

    CLOCK.advance(Duration.ofSeconds(1));

    isRefused(token);
  }

  @Test
  void aChangeOfKeysLogsNobodyOut() {
    CLOCK.set(madeLast().plus(SigningKeys.SIGNS_FOR).minus(Duration.ofMinutes(10)));
    String last = one.token(client);
    CLOCK.advance(Duration.ofMinutes(10));
    String first = two.token(client);

    assertThat(kid(first)).isNotEqualTo(kid(last));
    for (int minutes = 10; minutes <= 60; minutes += 10) {
      for (ErrorsService service : List.of(one, two)) {
        assertThat(call(service, last).statusCode()).isEqualTo(200);
        assertThat(call(service, first).statusCode()).isEqualTo(200);
        assertThat(kid(service.token(client))).isEqualTo(kid(first));
      }
      CLOCK.advance(Duration.ofMinutes(10));
    }
    isRefused(last);
    assertThat(call(one, first).statusCode()).isEqualTo(200);
  }

  private static Instant madeLast() {
    return JdbcClient.create(DATABASE.dataSource())
        .sql("select max(made_at) from access.signing_key")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private static String kid(String token) {
    String header =
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]), StandardCharsets.UTF_8);
    return JSON.readTree(header).path("kid").asString();
  }
}
