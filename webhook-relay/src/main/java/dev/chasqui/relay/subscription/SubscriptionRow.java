package dev.chasqui.relay.subscription;

import dev.chasqui.access.SealedSecretException;
import dev.chasqui.access.Secret;
import dev.chasqui.access.SecretBox;
import dev.chasqui.relay.post.Encryption;
import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Subscriptions as they are stored; what is secret of them is sealed. Thread-safe. */
final class SubscriptionRow {

  static final String COLUMNS =
      """
      subscription_id, tenant_id, account_id, url, events, accounts, encryption, client_id, headers,
      rate_per_second, ordering, retention_hours, when_off, description, secret, old_secrets, active, disabled_at, disabled_reason,
      failing_since, created_at
      """;

  private static final JsonMapper JSON = new JsonMapper();

  private final SecretBox box;

  SubscriptionRow(SecretBox box) {
    this.box = box;
  }

  /** An old secret, before it is sealed. */
  private record StoredOld(String secret, Instant until) {

    @Override
    public String toString() {
      return "StoredOld[until=" + until + "]";
    }
  }

  /**
   * @throws SealedSecretException if what is sealed cannot be opened
   */
  Subscription read(ResultSet row) throws SQLException {
    var secrets =
        new SigningSecrets(box.open(row.getBytes("secret")), old(row.getBytes("old_secrets")));
    return read(row, secrets, headers(row.getBytes("headers")));
  }

  /** Without what is sealed. */
  Subscription readSealed(ResultSet row) throws SQLException {
    return read(row, null, Map.of());
  }

  private static Subscription read(
      ResultSet row, @Nullable SigningSecrets secrets, Map<String, String> headers)
      throws SQLException {
    return new Subscription(
        row.getString("subscription_id"),
        row.getLong("tenant_id"),
        row.getLong("account_id"),
        terms(row, headers),
        secrets,
        row.getBoolean("active"),
        disabled(row),
        time(row, "failing_since"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static Terms terms(ResultSet row, Map<String, String> headers) throws SQLException {
    return new Terms(
        URI.create(row.getString("url")),
        List.of((String[]) array(row, "events")),
        List.of((Long[]) array(row, "accounts")),
        Encryption.of(row.getString("encryption")).orElseThrow(),
        row.getString("client_id"),
        headers,
        row.getObject("rate_per_second", Double.class),
        Order.of(row.getString("ordering")).orElseThrow(),
        Duration.ofHours(row.getInt("retention_hours")),
        WhenOff.of(row.getString("when_off")).orElseThrow(),
        row.getString("description"));
  }

  private static @Nullable Disabled disabled(ResultSet row) throws SQLException {
    Instant at = time(row, "disabled_at");
    return at == null
        ? null
        : new Disabled(at, Disabled.Reason.of(row.getString("disabled_reason")));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static Object array(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return array.getArray();
  }

  byte @Nullable [] headers(Map<String, String> headers) {
    return headers.isEmpty() ? null : seal(headers);
  }

  private Map<String, String> headers(byte @Nullable [] sealed) {
    return sealed == null
        ? Map.of()
        : JSON.readValue(box.open(sealed).value(), new TypeReference<Map<String, String>>() {});
  }

  byte @Nullable [] old(List<SigningSecrets.Old> old) {
    return old.isEmpty()
        ? null
        : seal(old.stream().map(one -> new StoredOld(one.secret().value(), one.until())).toList());
  }

  private List<SigningSecrets.Old> old(byte @Nullable [] sealed) {
    return sealed == null
        ? List.of()
        : JSON.readValue(box.open(sealed).value(), new TypeReference<List<StoredOld>>() {}).stream()
            .map(one -> new SigningSecrets.Old(new Secret(one.secret()), one.until()))
            .toList();
  }

  private byte[] seal(Object value) {
    return box.seal(new Secret(JSON.writeValueAsString(value)));
  }
}
