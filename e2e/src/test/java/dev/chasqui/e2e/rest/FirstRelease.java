package dev.chasqui.e2e.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chasqui.access.Secret;
import dev.chasqui.access.SecretBox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database as the first release of each module left it, with data in it: written by hand, since
 * the code of today would write it otherwise.
 */
final class FirstRelease {

  static final String API_KEY = "chq_" + "0123456789abcdef".repeat(4);
  static final String TOKEN = "the token";
  static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final String COMMAND = "waiting-since-the-first-release";
  static final String EVENT = "evt_00000000000000000000000000000001";

  private static final String QUEUE = "dev/chasqui/workqueue/schema/V0_1__work_queue.sql";
  private static final Map<String, List<String>> MIGRATIONS =
      Map.of(
          "access", List.of("db/access/V001__tenants_accounts_keys.sql"),
          "sender", List.of(QUEUE, "db/sender/V001__outbox.sql"),
          "relay", List.of(QUEUE, "db/relay/V001__subscriptions_and_attempts.sql"),
          "inbound", List.of("db/inbound/V001__chats_and_messages.sql"));

  private final JdbcClient jdbc;
  private final SecretBox box = new SecretBox(new Secret(RestSystem.MASTER_KEY));

  private FirstRelease(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Makes the schemas.
   *
   * @param directory for a while
   */
  static FirstRelease install(DataSource database, Path directory) throws IOException {
    for (Map.Entry<String, List<String>> schema : MIGRATIONS.entrySet()) {
      Path scripts = Files.createDirectory(directory.resolve(schema.getKey()));
      for (String script : schema.getValue()) {
        Files.copy(resource(script), scripts.resolve(Path.of(script).getFileName()));
      }
      Flyway.configure()
          .dataSource(database)
          .schemas(schema.getKey())
          .locations("filesystem:" + scripts)
          .load()
          .migrate();
    }
    return new FirstRelease(JdbcClient.create(database));
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        FirstRelease.class.getClassLoader().getResourceAsStream(name), name);
  }

  /** An account with a key; returns its id. */
  long account(String baseUrl, String phoneNumberId) {
    long tenant =
        jdbc.sql("insert into access.tenant (name) values ('First') returning tenant_id")
            .query(Long.class)
            .single();
    String secrets =
        "{\"token\":\"%s\",\"appSecret\":\"app secret\",\"verifyToken\":\"verify\"}"
            .formatted(TOKEN);
    long account =
        jdbc.sql(
                """
                insert into access.account
                  (tenant_id, kind, phone, base_url, api_version, phone_number_id, secrets)
                values (?, 'simulator', '15550009999', ?, 'v25.0', ?, ?) returning account_id
                """)
            .params(tenant, baseUrl, phoneNumberId, box.seal(new Secret(secrets)))
            .query(Long.class)
            .single();
    jdbc.sql("insert into access.api_key (tenant_id, account_id, key_hash) values (?, ?, ?)")
        .params(tenant, account, sha256(API_KEY))
        .update();
    jdbc.sql("insert into access.client (client_id, tenant_id, secret) values ('first', ?, ?)")
        .params(tenant, box.seal(new Secret("5f".repeat(32))))
        .update();
    return account;
  }

  /** A command that waits to be sent. */
  void command(long account) {
    String body =
        "{\"messaging_product\":\"whatsapp\",\"to\":\"573005550001\",\"type\":\"text\","
            + "\"text\":{\"body\":\"Hola\"},\"biz_opaque_callback_data\":\"%s\"}"
                .formatted(COMMAND);
    String payload =
        """
        {"commandId":"%s","accountId":%d,"to":"573005550001","clientReference":null,
        "expiresAt":null,"sendAgainIfUnknown":false,"body":"%s"}"""
            .formatted(COMMAND, account, body.replace("\"", "\\\""));
    waits("sender", Long.toString(account), account + ":" + COMMAND, "573005550001", payload);
  }

  /** A result that is decided and not yet published. */
  void result(long account, byte[] value) {
    jdbc.sql("insert into sender.outbox (key, value) values (?, ?)")
        .params(Long.toString(account), value)
        .update();
  }

  /** A webhook, and a delivery that waits for it. */
  void webhook(long account, String url) {
    long tenant =
        jdbc.sql("select tenant_id from access.account where account_id = ?")
            .param(account)
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            insert into relay.subscription (subscription_id, tenant_id, account_id, url, events, secret)
            values ('whk_first', ?, ?, ?, array['message', 'message.ack'], ?)
            """)
        .params(tenant, account, url, box.seal(new Secret(WEBHOOK_SECRET)))
        .update();
    String payload =
        """
        {"eventId":"%s","eventType":"message","accountId":%d,"subscriptionId":"whk_first",
        "body":"{\\"id\\":\\"%s\\"}"}"""
            .formatted(EVENT, account, EVENT);
    waits("relay", "whk_first", EVENT + ":whk_first", null, payload);
    jdbc.sql(
            """
            insert into relay.attempt (event_id, subscription_id, number, at, took_ms, status)
            values (?, 'whk_first', 1, now(), 5, 500)
            """)
        .param(EVENT)
        .update();
  }

  private void waits(
      String schema, String lane, String key, @Nullable String group, String payload) {
    jdbc.sql(
            """
            with lane as (
              insert into %1$s.work_lane (lane, pace_us, burst, cap, next_due)
              values (?, 0, 1, 64, now()) returning lane_id)
            insert into %1$s.work_item (key, lane_id, grp, state, attempt, fence, due_at, payload)
            select ?, lane_id, ?, 0, 0, 0, now(), ? from lane
            """
                .formatted(schema))
        .param(lane)
        .param(key)
        .param(group)
        .param(payload.getBytes(UTF_8))
        .update();
  }

  /** A chat with a message that was sent, and its answer within the same second. */
  void chat(long account) {
    long chat =
        jdbc.sql(
                """
                insert into inbound.chat (account_id, address, address_kind, address_at, name, name_at,
                  last_at, unread)
                values (?, '573005550002', 3, '2026-11-21T12:00:00.2Z', 'Ana', '2026-11-21T12:00:00Z',
                  '2026-11-21T12:00:00.2Z', 1) returning chat_id
                """)
            .param(account)
            .query(Long.class)
            .single();
    jdbc.sql("insert into inbound.chat_alias values (?, 'phone:573005550002', ?)")
        .params(account, chat)
        .update();
    jdbc.sql(
            """
            insert into inbound.message (account_id, key, chat_id, outbound, type, wa_id, sent_at,
              received_at, body, revoked, standing, read_mark)
            values
              (:account, 'w:wamid.1', :chat, false, 'text', 'wamid.1', '2026-11-21T12:00:00Z',
               '2026-11-21T12:00:00.5Z', 'Hola', false, 1, false),
              (:account, 'c:first', :chat, true, 'text', 'wamid.2', '2026-11-21T12:00:00.2Z', null,
               'Buenas', false, 3, false),
              (:account, 'w:wamid.3', :chat, false, null, null, '2026-11-21T12:00:03Z', null, null,
               false, 1, true)
            """)
        .param("account", account)
        .param("chat", chat)
        .update();
    jdbc.sql("insert into inbound.status values (?, 'wamid.2', 'first', 6, '2026-11-21T12:00:02Z')")
        .param(account)
        .update();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
