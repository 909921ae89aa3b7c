package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AccountsTest {

  private static final AccessFixture ACCESS = new AccessFixture();

  @Test
  void givesBackWhatWasStored() {
    Account stored = ACCESS.newAccount("id-1");

    assertThat(ACCESS.accounts.find(stored.id())).contains(stored);
    assertThat(ACCESS.accounts.all()).contains(stored);
    assertThat(stored.secrets().appSecret().value()).isEqualTo("the-app-secret");
    assertThat(ACCESS.accounts.find(-1)).isEmpty();
  }

  @Test
  void noSecretIsReadableAtRestOrPrints() {
    Account stored = ACCESS.newAccount("id-2");

    String row =
        ACCESS
            .jdbc
            .sql(
                "select a::text || encode(secrets, 'escape') from access.account a where account_id = ?")
            .param(stored.id())
            .query(String.class)
            .single();

    for (String secret : new String[] {"the-token", "the-app-secret", "the-verify-token"}) {
      String hex = java.util.HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
      assertThat(row).doesNotContain(secret, hex);
      assertThat(stored.toString()).doesNotContain(secret);
    }
  }

  @Test
  void theDirectorySeesAChangeWhenItsAnswerIsOld() {
    Account stored = ACCESS.newAccount("id-3");
    AtomicLong nanos = new AtomicLong();
    AccountDirectory directory = new AccountDirectory(ACCESS.accounts, nanos::get);
    assertThat(directory.byPhoneNumberId("id-4")).isEmpty();
    assertThat(directory.find(stored.id())).contains(stored);

    ACCESS.newAccount("id-4");
    ACCESS.database.execute(
        "update access.account set enabled = false where account_id = " + stored.id());
    assertThat(directory.find(stored.id())).as("still fresh").isPresent();
    nanos.addAndGet(AccountDirectory.FRESH_FOR.toNanos());

    assertThat(directory.find(stored.id())).as("a disabled account").isEmpty();
    assertThat(directory.byPhoneNumberId("id-4")).as("asked for before it was made").isPresent();
  }

  @Test
  void aDisabledTenantsAccountsAreNotUsed() {
    Account stored = ACCESS.newAccount("id-9");
    Tenants tenants = new Tenants(ACCESS.jdbc);
    AtomicLong nanos = new AtomicLong();
    AccountDirectory directory = new AccountDirectory(ACCESS.accounts, nanos::get);
    assertThat(directory.byPhoneNumberId("id-9")).contains(stored);

    tenants.enable(stored.tenantId(), false);
    nanos.addAndGet(AccountDirectory.FRESH_FOR.toNanos());
    assertThat(directory.find(stored.id())).isEmpty();
    assertThat(directory.byPhoneNumberId("id-9")).isEmpty();

    tenants.enable(stored.tenantId(), true);
    nanos.addAndGet(AccountDirectory.FRESH_FOR.toNanos());
    assertThat(directory.find(stored.id())).contains(stored);
  }

  @Test
  void anAccountThatCannotBeOpenedIsNotTakenForAbsent() {
    Account stored = ACCESS.newAccount("id-8");
    Accounts wrongKey =
        new Accounts(ACCESS.jdbc, new SecretBox(new Secret("fedcba9876543210".repeat(4))));
    AccountDirectory directory = new AccountDirectory(wrongKey, () -> 0);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> directory.find(stored.id()))
          .isInstanceOf(SealedSecretException.class)
          .hasMessageContaining("CHASQUI_MASTER_KEY");
      assertThatThrownBy(() -> directory.byPhoneNumberId("id-8"))
          .isInstanceOf(SealedSecretException.class);
    }
    assertThat(directory.find(-1)).as("absent").isEmpty();
  }

  @Test
  void theDirectoryReadsAnAccountOnceWhileNoneChanges() {
    Account stored = ACCESS.newAccount("id-6");
    AtomicLong nanos = new AtomicLong();
    AccountDirectory directory = new AccountDirectory(ACCESS.accounts, nanos::get);
    Account read = directory.find(stored.id()).orElseThrow();

    nanos.addAndGet(AccountDirectory.FRESH_FOR.multipliedBy(100).toNanos());

    assertThat(directory.find(stored.id()).orElseThrow()).isSameAs(read);
  }

  @Test
  void theDirectorySeesAChangeThatIsCommittedLate() throws SQLException {
    Account stored = ACCESS.newAccount("id-7");
    AtomicLong nanos = new AtomicLong();
    AccountDirectory directory = new AccountDirectory(ACCESS.accounts, nanos::get);
    try (Connection open = ACCESS.database.dataSource().getConnection();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("update access.account set enabled = false where phone_number_id = 'id-7'");
      assertThat(directory.find(stored.id())).as("not committed").isPresent();
      open.commit();
    }
    nanos.addAndGet(AccountDirectory.FRESH_FOR.toNanos());

    assertThat(directory.find(stored.id())).isEmpty();
  }

  @Test
  void aMoveChangesOnlyTheAddress() {
    Account stored = ACCESS.newAccount("id-5");

    ACCESS.accounts.moveTo(stored.id(), "http://other");

    Account moved = ACCESS.accounts.find(stored.id()).orElseThrow();
    assertThat(moved.baseUrl()).isEqualTo("http://other");
    assertThat(moved.secrets()).isEqualTo(stored.secrets());
  }

  @Test
  void aChangeIsStoredAndASummaryHasNoSecret() {
    Account stored = ACCESS.newAccount("id-9");
    Account changed =
        new Account(
            stored.id(),
            stored.tenantId(),
            stored.kind(),
            "15550001234",
            "https://other.example",
            "v26.0",
            "id-10",
            new Account.Secrets(new Secret("a"), new Secret("b"), new Secret("c")),
            false);

    ACCESS.accounts.change(changed);

    assertThat(ACCESS.accounts.find(stored.id())).contains(changed);
    AccountSummary summary = ACCESS.accounts.summary(stored.id()).orElseThrow();
    assertThat(ACCESS.accounts.summaries()).contains(summary);
    assertThat(summary.phoneNumberId()).isEqualTo("id-10");
    assertThat(summary.enabled()).isFalse();
  }
}
