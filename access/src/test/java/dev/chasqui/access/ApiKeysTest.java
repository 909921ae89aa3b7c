package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiKeysTest {

  private static final AccessFixture ACCESS = new AccessFixture();
  private static final ApiKeys KEYS = new ApiKeys(ACCESS.jdbc);
  private static final Account ACCOUNT = ACCESS.newAccount("keys");

  @Test
  void aKeyOpensItsAccount() {
    Secret key = issue();

    assertThat(KEYS.authenticate(key.value()))
        .contains(new KeyOwner(new Caller(ACCESS.tenant, ACCOUNT.id()), true, true));
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
    long id = KEYS.ofAccount(ACCOUNT.id()).getLast().id();

    ApiKey revoked = KEYS.revoke(id).orElseThrow();

    assertThat(KEYS.authenticate(key.value())).isEmpty();
    assertThat(KEYS.revoke(id)).as("a second time").contains(revoked);
    assertThat(KEYS.find(id)).contains(revoked);
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
  void ofTheKeyOnlyAHashAndAHintAreStored() {
    ApiKey.Issued issued = KEYS.issue(ACCESS.tenant, ACCOUNT.id(), "Shop", null);
    String key = issued.key().value();

    assertThat(ACCESS.jdbc.sql("select k::text from access.api_key k").query(String.class).list())
        .noneMatch(row -> row.contains(key.substring(0, 9)))
        .noneMatch(row -> row.contains(key.substring(8)));
    assertThat(issued.info().hint()).isEqualTo(key.substring(0, 8));
    assertThat(issued.toString()).doesNotContain(key.substring(8));
    assertThat(KEYS.all()).contains(issued.info());
  }

  @Test
  void nameAndExpiryCanChange() {
    Instant later = Instant.parse("2999-01-31T12:00:00Z");
    ApiKey key = KEYS.issue(ACCESS.tenant, ACCOUNT.id(), "Shop", later).info();

    KEYS.rename(key.id(), "Web shop");
    ApiKey renamed = KEYS.find(key.id()).orElseThrow();
    KEYS.expire(key.id(), null);
    ApiKey unlimited = KEYS.find(key.id()).orElseThrow();

    assertThat(renamed.name()).isEqualTo("Web shop");
    assertThat(renamed.expiresAt()).isEqualTo(later);
    assertThat(unlimited.name()).isEqualTo("Web shop");
    assertThat(unlimited.expiresAt()).isNull();
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

  @Test
  void aRevokedClientIsGivenToNoNewWebhookButKeepsTheOldOnesReadable() {
    Clients clients = new Clients(ACCESS.jdbc, new SecretBox(new Secret(AccessFixture.MASTER_KEY)));
    long tenant = new Tenants(ACCESS.jdbc).create("Clients");
    Clients.Credentials made = clients.create(tenant, "Shop");

    Client revoked = clients.revoke(made.id()).orElseThrow();

    assertThat(clients.idsOf(tenant)).isEmpty();
    assertThat(clients.find(made.id())).contains(made);
    assertThat(clients.ofTenant(tenant)).containsExactly(revoked);
    assertThat(clients.revoke("client_none")).isEmpty();
    assertThat(clients.active(made.id())).isEmpty();
  }

  @Test
  void aClientsNameAndAddressesCanChange() {
    Clients clients = new Clients(ACCESS.jdbc, new SecretBox(new Secret(AccessFixture.MASTER_KEY)));
    Clients.Credentials made =
        clients.create(ACCESS.tenant, "Shop", List.of("10.0.0.0/8", "2001:db8::1"));
    assertThat(clients.info(made.id()).orElseThrow().allowedAddresses())
        .containsExactly("10.0.0.0/8", "2001:db8::1");

    clients.rename(made.id(), "CRM");
    clients.allow(made.id(), List.of());

    Client changed = clients.info(made.id()).orElseThrow();
    assertThat(changed.name()).isEqualTo("CRM");
    assertThat(changed.allowedAddresses()).isEmpty();
    assertThat(clients.info("client_none")).isEmpty();
  }

  @Test
  void onlyTheSecretIsTheSecret() {
    Clients clients = new Clients(ACCESS.jdbc, new SecretBox(new Secret(AccessFixture.MASTER_KEY)));
    Clients.Credentials made = clients.create(ACCESS.tenant);

    assertThat(clients.isSecretOf(made.id(), made.secret())).isTrue();
    assertThat(clients.isSecretOf(made.id(), new Secret("0".repeat(64)))).isFalse();
    assertThat(clients.isSecretOf(made.id(), new Secret(""))).isFalse();
    assertThat(clients.isSecretOf("client_none", made.secret())).isFalse();
  }

  private static Secret issue() {
    return KEYS.issue(ACCESS.tenant, ACCOUNT.id());
  }
}
