package dev.chasqui.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.Account;
import dev.chasqui.access.Secret;
import dev.chasqui.testing.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {

  private static final Secret MASTER_KEY = new Secret("0".repeat(64));
  private static final String SIMULATOR = "http://127.0.0.1:3100";

  @TempDir Path home;
  private FirstStart firstStart;

  @BeforeEach
  void database() {
    firstStart = new FirstStart(TestServers.newDatabase().dataSource(), MASTER_KEY);
  }

  @Test
  void theFirstStartMakesAnAccountAndCredentialsThatWork() {
    Credentials issued = firstStart.run(home, SIMULATOR).orElseThrow();

    assertThat(issued.clientSecret()).matches("[0-9a-f]{64}");
    assertThat(Credentials.read(home)).contains(issued);
    assertThat(firstStart.simulated()).extracting(Account::id).containsExactly(issued.accountId());
    assertThat(firstStart.run(home, SIMULATOR)).isEmpty();
  }

  @Test
  void aKillBetweenTheDatabaseAndTheFileLeavesOneAccountAndNewCredentials() throws IOException {
    Credentials lost = firstStart.run(home, SIMULATOR).orElseThrow();
    Files.delete(Credentials.file(home));

    Credentials issued = firstStart.run(home, SIMULATOR).orElseThrow();

    assertThat(issued.accountId()).isEqualTo(lost.accountId());
    assertThat(issued.apiKey()).isNotEqualTo(lost.apiKey());
    assertThat(firstStart.simulated()).hasSize(1);
  }

  @Test
  void credentialsOfAnotherDatabaseAreReplaced() {
    new Credentials("chq_other", "client_other", "secret", 1, "15550009999").keep(home);

    assertThat(firstStart.run(home, SIMULATOR)).isPresent();
  }

  @Test
  void theAccountMovesWithTheSimulator() {
    firstStart.run(home, SIMULATOR);

    firstStart.run(home, "http://127.0.0.1:3199");

    assertThat(firstStart.simulated())
        .extracting(Account::baseUrl)
        .containsExactly("http://127.0.0.1:3199");
  }
}
