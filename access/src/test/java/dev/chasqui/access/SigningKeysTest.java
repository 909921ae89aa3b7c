package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chasqui.testing.ManualClock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SigningKeysTest {

  private static final AccessFixture ACCESS = new AccessFixture();

  private final ManualClock clock = ManualClock.at("2026-11-21T20:00:00Z");
  private final SigningKeys keys = instance(AccessFixture.MASTER_KEY);

  @BeforeEach
  void forget() {
    ACCESS.database.execute("truncate access.signing_key");
  }

  private SigningKeys instance(String masterKey) {
    return new SigningKeys(ACCESS.jdbc, new SecretBox(new Secret(masterKey)), clock);
  }

  private static List<String> stored() {
    return ACCESS
        .jdbc
        .sql("select signing_key_id::text from access.signing_key order by signing_key_id")
        .query(String.class)
        .list();
  }

  @Test
  void aKeySignsForThirtyDays() {
    SigningKeys.SigningKey first = keys.current();
    clock.advance(SigningKeys.SIGNS_FOR.minusMillis(1));
    assertThat(keys.current()).isEqualTo(first);

    clock.advance(Duration.ofMillis(1));

    SigningKeys.SigningKey second = keys.current();
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.secret()).isNotEqualTo(first.secret());
    assertThat(keys.current()).isEqualTo(second);
  }

  @Test
  void theOneBeforeIsTakenAsLongAsATokenOfItLivesAndThenDeleted() {
    String first = keys.current().id();
    clock.advance(SigningKeys.SIGNS_FOR);
    String second = keys.current().id();

    clock.advance(Tokens.LIFE);
    assertThat(instance(AccessFixture.MASTER_KEY).find(first)).isPresent();
    clock.advance(SigningKeys.TAKEN_FOR.minus(Tokens.LIFE).plusMillis(1));
    assertThat(instance(AccessFixture.MASTER_KEY).find(first)).isEmpty();
    assertThat(keys.find(second)).isPresent();

    clock.advance(SigningKeys.SIGNS_FOR);
    String third = keys.current().id();
    assertThat(stored()).containsExactly(second, third);
  }

  @Test
  void everyInstanceFindsAKeyAtOnce() {
    SigningKeys other = instance(AccessFixture.MASTER_KEY);
    SigningKeys.SigningKey first = keys.current();

    assertThat(other.current()).isEqualTo(first);
    clock.advance(SigningKeys.SIGNS_FOR);
    SigningKeys.SigningKey second = other.current();

    assertThat(keys.find(second.id())).contains(second.secret());
    assertThat(keys.find(first.id())).contains(first.secret());
  }

  @Test
  void ofManyThatFindNoneOrAnOldOneOneMakesTheNext() {
    for (int generation = 1; generation <= 3; generation++) {
      List<CompletableFuture<SigningKeys.SigningKey>> found =
          IntStream.range(0, 16)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> instance(AccessFixture.MASTER_KEY).current()))
              .toList();

      assertThat(found.stream().map(CompletableFuture::join).distinct()).hasSize(1);
      assertThat(keys.current().id()).isEqualTo(Integer.toString(generation));
      clock.advance(SigningKeys.SIGNS_FOR);
    }
  }

  @Test
  void whatIsNoIdIsNoKey() {
    keys.current();

    for (String id : new String[] {"", "0", "01", "-1", "2", "1 ", "9".repeat(30), "\0"}) {
      assertThat(keys.find(id)).as(id).isEmpty();
    }
    assertThat(keys.find(null)).isEmpty();
  }

  @Test
  void aSecretIsSealedAndDoesNotPrint() {
    SigningKeys.SigningKey key = keys.current();
    String secret = new String(key.secret().getEncoded(), java.nio.charset.StandardCharsets.UTF_8);
    String hex = HexFormat.of().formatHex(key.secret().getEncoded());

    assertThat(
            ACCESS
                .jdbc
                .sql(
                    "select encode(secret, 'escape') || encode(secret, 'hex') from access.signing_key")
                .query(String.class)
                .single())
        .doesNotContain(secret, hex);
    assertThat(key.toString()).doesNotContain(secret, hex);
  }

  @Test
  void anotherMasterKeyOpensNone() {
    String id = keys.current().id();
    SigningKeys other = instance("fedcba9876543210".repeat(4));

    assertThatThrownBy(other::current).isInstanceOf(SealedSecretException.class);
    assertThatThrownBy(() -> other.find(id)).isInstanceOf(SealedSecretException.class);
  }
}
