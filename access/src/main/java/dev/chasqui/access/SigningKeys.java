package dev.chasqui.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys that tokens are signed with, in PostgreSQL, where every instance finds them at once.
 * Whoever wants to sign and finds the latest too old makes the next one. Thread-safe.
 */
final class SigningKeys {

  /** How long a key signs. */
  static final Duration SIGNS_FOR = Duration.ofDays(30);

  /** How long a key is taken once there is another: longer than any token that it signed lives. */
  static final Duration TAKEN_FOR = Tokens.LIFE.multipliedBy(2);

  private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");
  private static final int SECRET_BYTES = 32;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final SecretBox box;
  private final Clock clock;
  private final Cache<String, SecretKey> remembered;

  SigningKeys(JdbcClient jdbc, SecretBox box, Clock clock) {
    this.jdbc = jdbc;
    this.box = box;
    this.clock = clock;
    this.remembered =
        Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED_FOR)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /**
   * A key.
   *
   * @param id the {@code kid} of its tokens
   */
  record SigningKey(String id, SecretKey secret) {

    @Override
    public String toString() {
      return "SigningKey[" + id + "]";
    }
  }

  /**
   * The key to sign with now.
   *
   * @throws SealedSecretException if it cannot be opened
   */
  SigningKey current() {
    Instant now = clock.instant();
    return latest(now).orElseGet(() -> next(now));
  }

  /**
   * The key with this id, if its tokens are taken.
   *
   * @throws SealedSecretException if it cannot be opened
   */
  Optional<SecretKey> find(@Nullable String id) {
    return id != null && ID.matcher(id).matches()
        ? Optional.ofNullable(remembered.get(id, this::read))
        : Optional.empty();
  }

  private @Nullable SecretKey read(String id) {
    return jdbc.sql(
            """
            select signing_key_id, secret from access.signing_key k
            where signing_key_id = ? and not exists (
              select from access.signing_key s where s.signing_key_id > k.signing_key_id and s.made_at < ?)
            """)
        .param(Long.parseLong(id))
        .param(clock.instant().minus(TAKEN_FOR).atOffset(ZoneOffset.UTC))
        .query(this::map)
        .optional()
        .map(SigningKey::secret)
        .orElse(null);
  }

  private Optional<SigningKey> latest(Instant now) {
    return jdbc.sql(
            """
            select signing_key_id, secret from access.signing_key
            where made_at > ? order by signing_key_id desc limit 1
            """)
        .param(now.minus(SIGNS_FOR).atOffset(ZoneOffset.UTC))
        .query(this::map)
        .optional();
  }

  /** Of several that try this at once one makes it, since its number is taken then. */
  private SigningKey next(Instant now) {
    byte[] secret = box.seal(new Secret(RandomHex.ofBytes(SECRET_BYTES)));
    int made =
        jdbc.sql(
                """
                insert into access.signing_key (signing_key_id, secret, made_at)
                select coalesce(max(signing_key_id), 0) + 1, ?, ? from access.signing_key
                having coalesce(max(made_at) <= ?, true)
                on conflict do nothing
                """)
            .param(secret)
            .param(now.atOffset(ZoneOffset.UTC))
            .param(now.minus(SIGNS_FOR).atOffset(ZoneOffset.UTC))
            .update();
    SigningKey latest = latest(now).orElseThrow();
    if (made > 0) {
      LOG.info("Tokens are signed with a new key, {}", latest.id());
      forgetOld(now);
    }
    return latest;
  }

  /** All but the latest and the one before, whose tokens are taken yet. */
  private void forgetOld(Instant now) {
    jdbc.sql(
            """
            delete from access.signing_key k where exists (
              select from access.signing_key s where s.signing_key_id > k.signing_key_id and s.made_at < ?)
            """)
        .param(now.minus(TAKEN_FOR).atOffset(ZoneOffset.UTC))
        .update();
  }

  private SigningKey map(ResultSet row, int number) throws SQLException {
    String id = row.getString("signing_key_id");
    try {
      Secret secret = box.open(row.getBytes("secret"));
      return new SigningKey(id, new SecretKeySpec(secret.bytes(), "HmacSHA256"));
    } catch (SealedSecretException e) {
      LOG.error("The key {} of tokens cannot be used: {}", id, e.getMessage());
      throw e;
    }
  }
}
