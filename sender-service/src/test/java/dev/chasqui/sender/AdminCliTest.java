package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.cli.AdminCli;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The launcher's commands against a running sender. */
@ExtendWith(SharedSender.class)
class AdminCliTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final SenderFixture sender;
  private final AdminClient admin;
  private final Map<String, String> environment;

  @TempDir Path directory;

  AdminCliTest(SenderFixture sender) {
    this.sender = sender;
    this.admin = AdminClient.of(sender);
    this.environment =
        Map.of(
            "CHASQUI_ADMIN_URL",
            sender.adminUrl(),
            "CHASQUI_ADMIN_TOKEN",
            SenderFixture.ADMIN_TOKEN);
  }

  private record Ended(int exit, String out, String err) {

    JsonNode json() {
      return JSON.readTree(out);
    }
  }

  @Test
  void fromATenantToAMessage() {
    String tenant = id(run("", "tenants", "add", "--json", "Shop"));
    String number = admin.newNumber();

    Ended added = run(SenderFixture.TOKEN + "\nthe-app-secret\n", addAccount(tenant, number));

    assertThat(added.exit()).isZero();
    String account = id(added);
    assertThat(added.json().path("verifyToken").asString()).hasSize(32);
    Ended key = run("", "keys", "add", "--json", "--account", account, "--name", "Web");
    assertThat(key.exit()).isZero();
    String shown = key.json().path("key").asString();
    assertThat(shown).startsWith("chq_");
    assertThat(run("", "keys", "list", "--account", account).out())
        .contains("Web", shown.substring(0, 8), "valid", "never")
        .doesNotContain(shown);
    assertThat(run("", "accounts", "list", "--tenant", tenant).out()).contains(number, "enabled");
    assertThat(run("", "accounts", "show", account).out())
        .contains(number, "/webhooks/whatsapp/" + account)
        .doesNotContain("the-app-secret");
    assertThat(run("", "accounts", "check", account).out()).contains("WhatsApp takes account");
  }

  @Test
  void secretsComeFromFilesToo() throws Exception {
    String tenant = Long.toString(admin.newTenant("Files"));
    Path token = Files.writeString(directory.resolve("token"), SenderFixture.TOKEN + "\n");
    Path secret = Files.writeString(directory.resolve("secret"), "the-app-secret\n");

    Ended added =
        run(
            "",
            "accounts",
            "add",
            "--tenant=" + tenant,
            "--phone-number-id=" + admin.newNumber(),
            "--base-url=" + sender.simulatorUrl(),
            "--token-file=" + token,
            "--app-secret-file=" + secret,
            "--verify-token-file=" + secret);

    assertThat(added.err()).isEmpty();
    assertThat(added.exit()).isZero();
    assertThat(added.out()).contains("callback URL").doesNotContain("the-app-secret");
  }

  @Test
  void whatWhatsAppSaysIsTheErrorAndNothingIsSaved() {
    String tenant = Long.toString(admin.newTenant("Refused"));

    Ended refused = run("expired\nsecret\n", addAccount(tenant, admin.newNumber()));

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith("chasqui: WhatsApp says: Invalid OAuth access token")
        .contains("Nothing was saved");
    assertThat(run("", "accounts", "list", "--tenant", tenant).out())
        .contains("There is no account");
  }

  @Test
  void aMissingSecretIsAnErrorBeforeAnythingIsDone() {
    String tenant = Long.toString(admin.newTenant("Missing"));

    Ended refused = run("only-the-token\n", addAccount(tenant, admin.newNumber()));

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("the app secret is missing");
  }

  @Test
  void anAccountIsChangedSwitchedOffAndLimited() {
    TestAccount made = admin.newAccount(admin.newTenant("Change"));
    String account = Long.toString(made.id());

    assertThat(run("expired\n", "accounts", "change", account, "--new-token").exit()).isEqualTo(1);
    assertThat(run(SenderFixture.TOKEN + "\n", "accounts", "change", account, "--new-token").out())
        .contains("is changed");
    assertThat(run("", "accounts", "change", account).err()).contains("nothing is given");
    assertThat(run("", "accounts", "disable", account).out()).contains("accounts enable");
    assertThat(run("", "accounts", "show", account).out()).contains("disabled");
    assertThat(run("", "accounts", "enable", account).exit()).isZero();
    String limited =
        run("", "accounts", "limits", account, "dailyQuota=9", "timeZone=America/Bogota").out();
    assertThat(limited).containsPattern("dailyQuota +9 +9").contains("9 of 9");
    assertThat(run("", "accounts", "limits", account, "dailyQuota=default").out())
        .containsPattern("dailyQuota +default +none");
    run("", "accounts", "limits", account, "dailyQuota=9");
    assertThat(run("", "accounts", "limits", account, "dailyQuota=null").out())
        .containsPattern("dailyQuota +default +none");
    assertThat(run("", "accounts", "limits", account, "dailyQota=9").err()).contains("dailyQota");
  }

  @Test
  void anAccountSaysThatItsTenantIsDisabled() {
    String tenant = Long.toString(admin.newTenant("Off"));
    String account = Long.toString(admin.newAccount(Long.parseLong(tenant)).id());

    run("", "tenants", "disable", tenant);

    assertThat(run("", "accounts", "list", "--tenant", tenant).out()).contains("tenant disabled");
    assertThat(run("", "accounts", "show", account).out()).contains("tenant disabled");
    assertThat(run("", "accounts", "enable", account).out())
        .contains("not its tenant: ./chasqui tenants enable " + tenant);
    run("", "tenants", "enable", tenant);
    assertThat(run("", "accounts", "list", "--tenant", tenant).out())
        .contains("enabled")
        .doesNotContain("disabled");
  }

  @Test
  void keysAndClientsAreEnded() {
    long tenant = admin.newTenant("Ends");
    String account = Long.toString(admin.newAccount(tenant).id());
    String key =
        run("", "keys", "add", "--json", "--account", account, "--name=a", "--expires=30d")
            .json()
            .path("info")
            .path("id")
            .asString();
    String client =
        run("", "clients", "add", "--json", "--tenant=" + tenant, "--name=b")
            .json()
            .path("clientId")
            .asString();

    assertThat(run("", "keys", "expire", key, "never").out()).contains("expires: never");
    assertThat(run("", "keys", "expire", key, "soon").err()).contains("soon is no time");
    assertThat(run("", "keys", "revoke", key).out()).contains("opens nothing any more");
    assertThat(run("", "keys", "list", "--account", account).out()).contains("revoked");
    assertThat(run("", "clients", "revoke", client).out()).contains("cannot log in any more");
    assertThat(run("", "clients", "list", "--tenant=" + tenant).out()).contains("revoked");
    assertThat(run("", "keys", "revoke", "-1").exit()).isNotZero();
  }

  @Test
  void aSecretOnTheCommandLineIsNotRepeated() {
    String[][] lines = {
      {"accounts", "add", "--token", "EAAG-secret", "--phone-number-id=1"},
      {"accounts", "add", "--token=EAAG-secret", "--phone-number-id=1"},
      {"accounts", "change", "1", "--new-token", "EAAG-secret"}
    };
    for (String[] line : lines) {
      Ended misuse = run("", line);

      assertThat(misuse.exit()).isEqualTo(2);
      assertThat(misuse.err()).contains("secret").doesNotContain("EAAG");
    }
    assertThat(run("", "keys", "lst").err()).contains("there is no such command: lst");
  }

  @Test
  void aMissingFileAndAnIdThatIsNoneAreSaidWithWhatToDo() {
    String tenant = Long.toString(admin.newTenant("Files"));
    Path missing = directory.resolve("missing");

    Ended noFile =
        run(
            "",
            "accounts",
            "add",
            "--tenant=" + tenant,
            "--phone-number-id=" + admin.newNumber(),
            "--token-file=" + missing);
    Ended noId = run("", "keys", "revoke", "abc");

    assertThat(noFile.exit()).isEqualTo(1);
    assertThat(noFile.err())
        .contains("there is no file " + missing, "write the access token into it")
        .doesNotContain("Exception");
    assertThat(noId.exit()).isEqualTo(2);
    assertThat(noId.err()).contains("'abc' is no id; an id is a number");
  }

  @Test
  void clientsAreBoundToAddresses() {
    String tenant = Long.toString(admin.newTenant("Bound"));
    Ended added =
        run("", "clients", "add", "--json", "--tenant=" + tenant, "--name=a", "--allow=10.0.0.0/8");
    String client = added.json().path("clientId").asString();

    assertThat(run("", "clients", "list", "--tenant=" + tenant).out()).contains("10.0.0.0/8");
    assertThat(
            run("", "clients", "change", client, "--allow=192.0.2.1", "--allow=2001:db8::/32")
                .out())
        .contains("a, may call from 192.0.2.1, 2001:db8::/32");
    assertThat(run("", "clients", "change", client, "--name=b").out())
        .contains("b, may call from 192.0.2.1, 2001:db8::/32");
    assertThat(run("", "clients", "change", client, "--allow=host").err())
        .contains("allowedAddresses", "203.0.113.0/24");
    assertThat(run("", "clients", "change", client, "--allow-all").out()).contains("from anywhere");
    assertThat(run("", "clients", "change", client).err()).contains("nothing is given");
  }

  @Test
  void aWrongTokenIsSaid() {
    Map<String, String> wrong =
        Map.of("CHASQUI_ADMIN_URL", sender.adminUrl(), "CHASQUI_ADMIN_TOKEN", "wrong");

    Ended refused = run(wrong, "", "tenants", "list");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("another token than CHASQUI_ADMIN_TOKEN");
  }

  @Test
  void withoutASystemItSaysHowToStartOne() {
    Ended refused = run(Map.of(), "", "keys", "list");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualToIgnoringNewLines("chasqui: Chasqui is not running; start it with ./chasqui up");
  }

  @Test
  void aWrongCommandLineIsMisuseAndHelpNeedsNoSystem() {
    assertThat(run(Map.of(), "", "keys").exit()).isEqualTo(2);
    Ended misuse = run(Map.of(), "", "keys", "add");
    assertThat(misuse.exit()).isEqualTo(2);
    assertThat(misuse.err()).contains("--name", "Usage: ./chasqui keys add");
    Ended help = run(Map.of(), "", "accounts", "add", "--help");
    assertThat(help.exit()).isZero();
    assertThat(help.out()).contains("--token-file", "--phone-number-id");
  }

  private String[] addAccount(String tenant, String number) {
    return new String[] {
      "accounts",
      "add",
      "--json",
      "--tenant=" + tenant,
      "--phone-number-id=" + number,
      "--base-url=" + sender.simulatorUrl()
    };
  }

  private static String id(Ended ended) {
    return ended.json().path("id").asString();
  }

  private Ended run(String in, String... arguments) {
    return run(environment, in, arguments);
  }

  private Ended run(Map<String, String> variables, String in, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        AdminCli.run(
            arguments,
            variables,
            directory,
            new BufferedReader(new StringReader(in)),
            new PrintWriter(out),
            new PrintWriter(err));
    return new Ended(exit, out.toString(), err.toString());
  }
}
