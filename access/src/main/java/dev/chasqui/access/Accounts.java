package dev.chasqui.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The accounts of all tenants, in PostgreSQL. Thread-safe. */
public final class Accounts {

  private static final String SELECT =
      """
      select account_id, tenant_id, kind, phone, base_url, api_version, phone_number_id, secrets, enabled
      from access.account
      """;

  private static final String USABLE =
      " and enabled and tenant_id in (select tenant_id from access.tenant where enabled)";

  private static final String SUMMARY =
      """
      select a.account_id, a.tenant_id, a.kind, a.phone, a.base_url, a.api_version, a.phone_number_id,
        a.enabled, t.enabled as tenant_enabled, a.created_at
      from access.account a join access.tenant t on t.tenant_id = a.tenant_id
      """;

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private final JdbcClient jdbc;
  private final SecretBox box;
  private final JsonMapper json = new JsonMapper();

  public Accounts(JdbcClient jdbc, SecretBox box) {
    this.jdbc = jdbc;
    this.box = box;
  }

  /** What is stored sealed of an account. */
  record StoredSecrets(String token, String appSecret, String verifyToken) {

    @Override
    public String toString() {
      return "StoredSecrets[***]";
    }
  }

  /** The account with this id, enabled or not. */
  public Optional<Account> find(long accountId) {
    return jdbc.sql(SELECT + "where account_id = ?").param(accountId).query(this::map).optional();
  }

  /** The account that WhatsApp knows by this phone number id, enabled or not. */
  public Optional<Account> byPhoneNumberId(String phoneNumberId) {
    return jdbc.sql(SELECT + "where phone_number_id = ?")
        .param(phoneNumberId)
        .query(this::map)
        .optional();
  }

  /** The account with this id, if it and its tenant are enabled. */
  Optional<Account> usable(long accountId) {
    return jdbc.sql(SELECT + "where account_id = ?" + USABLE)
        .param(accountId)
        .query(this::map)
        .optional();
  }

  /** The account that WhatsApp knows by this phone number id, if it and its tenant are enabled. */
  Optional<Account> usableByPhoneNumberId(String phoneNumberId) {
    return jdbc.sql(SELECT + "where phone_number_id = ?" + USABLE)
        .param(phoneNumberId)
        .query(this::map)
        .optional();
  }

  /**
   * Whose an account is.
   *
   * @param enabled whether it is, whatever its tenant
   */
  record Ownership(long tenantId, boolean enabled) {}

  /** Whose the account with this id is; empty if there is none. */
  Optional<Ownership> ownership(long accountId) {
    return jdbc.sql("select tenant_id, enabled from access.account where account_id = ?")
        .param(accountId)
        .query((row, _) -> new Ownership(row.getLong("tenant_id"), row.getBoolean("enabled")))
        .optional();
  }

  /**
   * The id of the account, enabled or not, that has this id, else of one that has this phone
   * number: of several the one that the caller acts for, else one of its tenant.
   *
   * @param idOrPhone digits only; with anything else there is none
   */
  Optional<Long> idOf(String idOrPhone, Caller caller) {
    if (!DIGITS.matcher(idOrPhone).matches()) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            select account_id from access.account where account_id = :id or phone = :phone
            order by account_id = :id desc, account_id is not distinct from :own desc,
              tenant_id = :tenant desc, enabled desc, account_id
            limit 1
            """)
        .param("id", Long.parseLong(idOrPhone))
        .param("phone", idOrPhone)
        .param("own", caller.account())
        .param("tenant", caller.tenantId())
        .query(Long.class)
        .optional();
  }

  /** The ids of a tenant's accounts. */
  public Set<Long> idsOf(long tenantId) {
    return jdbc.sql("select account_id from access.account where tenant_id = ?")
        .param(tenantId)
        .query(Long.class)
        .set();
  }

  /** All accounts, by id. */
  public List<Account> all() {
    return jdbc.sql(SELECT + "order by account_id").query(this::map).list();
  }

  /** All accounts but what is secret of them, by id. */
  public List<AccountSummary> summaries() {
    return jdbc.sql(SUMMARY + "order by account_id").query(Accounts::summary).list();
  }

  /** An account but what is secret of it, enabled or not. */
  public Optional<AccountSummary> summary(long accountId) {
    return jdbc.sql(SUMMARY + "where account_id = ?")
        .param(accountId)
        .query(Accounts::summary)
        .optional();
  }

  /** As {@link #find}; until the caller's transaction ends nobody else changes the account. */
  public Optional<Account> findToChange(long accountId) {
    return jdbc.sql(SELECT + "where account_id = ? for no key update")
        .param(accountId)
        .query(this::map)
        .optional();
  }

  /**
   * Stores what may change of an account: all but its tenant and kind.
   *
   * @throws org.springframework.dao.DuplicateKeyException if its phone number id is another's
   */
  public void change(Account account) {
    jdbc.sql(
            """
            update access.account set phone = ?, base_url = ?, api_version = ?, phone_number_id = ?,
              secrets = ?, enabled = ? where account_id = ?
            """)
        .params(
            account.phone(),
            account.baseUrl(),
            account.apiVersion(),
            account.phoneNumberId(),
            seal(account.secrets()),
            account.enabled(),
            account.id())
        .update();
  }

  /** Differs from any earlier answer once an account or a tenant was changed since then. */
  String lastChange() {
    return jdbc.sql("select last_by::text from access.account_change").query(String.class).single();
  }

  /**
   * Stores a new account.
   *
   * @param account its id is ignored
   * @return the account with its id
   * @throws org.springframework.dao.DuplicateKeyException if its phone number id is another's
   */
  public Account create(Account account) {
    long id =
        jdbc.sql(
                """
                insert into access.account
                  (tenant_id, kind, phone, base_url, api_version, phone_number_id, secrets, enabled)
                values (?, ?, ?, ?, ?, ?, ?, ?) returning account_id
                """)
            .params(
                account.tenantId(),
                account.kind().id(),
                account.phone(),
                account.baseUrl(),
                account.apiVersion(),
                account.phoneNumberId(),
                seal(account.secrets()),
                account.enabled())
            .query(Long.class)
            .single();
    return find(id).orElseThrow();
  }

  /** Points an account at another address of its Graph API. */
  public void moveTo(long accountId, String baseUrl) {
    jdbc.sql("update access.account set base_url = ? where account_id = ?")
        .params(baseUrl, accountId)
        .update();
  }

  private static AccountSummary summary(ResultSet row, int number) throws SQLException {
    return new AccountSummary(
        row.getLong("account_id"),
        row.getLong("tenant_id"),
        row.getString("kind"),
        row.getString("phone"),
        row.getString("base_url"),
        row.getString("api_version"),
        row.getString("phone_number_id"),
        row.getBoolean("enabled"),
        row.getBoolean("tenant_enabled"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private Account map(ResultSet row, int number) throws SQLException {
    return new Account(
        row.getLong("account_id"),
        row.getLong("tenant_id"),
        Account.Kind.of(row.getString("kind")),
        row.getString("phone"),
        row.getString("base_url"),
        row.getString("api_version"),
        row.getString("phone_number_id"),
        open(row.getBytes("secrets")),
        row.getBoolean("enabled"));
  }

  private byte[] seal(Account.Secrets secrets) {
    var stored =
        new StoredSecrets(
            secrets.token().value(), secrets.appSecret().value(), secrets.verifyToken().value());
    return box.seal(new Secret(json.writeValueAsString(stored)));
  }

  private Account.Secrets open(byte[] sealed) {
    var stored = json.readValue(box.open(sealed).value(), StoredSecrets.class);
    return new Account.Secrets(
        new Secret(stored.token()),
        new Secret(stored.appSecret()),
        new Secret(stored.verifyToken()));
  }
}
