package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiKeysTest {

  private static final AccessFixture ACCESS = new AccessFixture();
  private static final ApiKeys KEYS = new ApiKeys(ACCESS.jdbc);
  private static final Account ACCOUNT = ACCESS.newAccount("keys");

  @Test
  void aKeyOpensItsAccount() {
    Secret key = issue();

    assertThat(KEYS.authenticate(key.value())).contains(new Caller(ACCESS.tenant, ACCOUNT.id()));
    assertThat(key.toString()).doesNotContain(key.value());
  }

  @Test
  void anUnknownKeyOpensNothing() {
    assertThat(KEYS.authenticate("chq_" + "0".repeat(64))).isEmpty();
    assertThat(KEYS.authenticate("")).isEmpty();
    assertThat(KEYS.authenticate("\0")).isEmpty();
  }

  @Test
  void aRevokedKeyOpensNothing() {
    Secret key = issue();
    ACCESS.database.execute("update access.api_key set revoked_at = now()");

    assertThat(KEYS.authenticate(key.value())).isEmpty();
  }

  @Test
  void anExpiredKeyOpensNothing() {
    Secret key = issue();
    ACCESS.database.execute("update access.api_key set expires_at = now() + interval '1 hour'");
    assertThat(KEYS.authenticate(key.value())).isPresent();
    ACCESS.database.execute("update access.api_key set expires_at = now()");

    assertThat(KEYS.authenticate(key.value())).isEmpty();
  }

  @Test
  void theKeyIsNotStored() {
    Secret key = issue();

    assertThat(ACCESS.jdbc.sql("select k::text from access.api_key k").query(String.class).list())
        .noneMatch(row -> row.contains(key.value().substring(4)));
  }

  @Test
  void aClientsSecretIsSealed() {
    Clients clients = new Clients(ACCESS.jdbc, new SecretBox(new Secret(AccessFixture.MASTER_KEY)));

    Clients.Credentials made = clients.create(ACCESS.tenant);

    assertThat(made.secret().value()).matches("[0-9a-f]{64}");
    assertThat(made.toString()).doesNotContain(made.secret().value());
    assertThat(ACCESS.jdbc.sql("select c::text from access.client c").query(String.class).list())
        .noneMatch(row -> row.contains(made.secret().value()));
  }

  private static Secret issue() {
    return KEYS.issue(ACCESS.tenant, ACCOUNT.id());
  }
}
