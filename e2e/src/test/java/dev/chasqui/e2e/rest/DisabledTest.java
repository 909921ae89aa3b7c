package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.rest.Call.Part;
import org.junit.jupiter.api.Test;

/** Who is disabled is told so, whatever is called. */
class DisabledTest {

  private static final RestSystem SYSTEM = RestSystem.shared();

  @Test
  void everyOperationSaysThatTheAccountIsDisabled() {
    Api api = SYSTEM.newTenant();
    Api client = SYSTEM.loggedIn(api);
    SYSTEM.disableAccount(api);

    everyOperationIs(api, "account_disabled");
    everyOperationIs(client, "account_disabled");
  }

  @Test
  void everyOperationSaysThatTheTenantIsDisabled() {
    Api api = SYSTEM.newTenant();
    Api client = SYSTEM.loggedIn(api);
    SYSTEM.disableTenant(api);

    everyOperationIs(api, "tenant_disabled");
    everyOperationIs(client, "tenant_disabled");
  }

  private static void everyOperationIs(Api api, String code) {
    Document document = Document.of(api);
    GoodCalls good = new GoodCalls(document, "http://127.0.0.1:1/webhook");
    assertThat(document.operations())
        .hasSizeGreaterThan(25)
        .allSatisfy(
            operation -> {
              Call call = good.of(operation);
              for (String variable : operation.pathVariables()) {
                call = call.with(Part.VARIABLE, variable, "573001234567");
              }
              Api.Answer answer = api.call(call);
              assertThat(answer.status()).as(operation + ": " + answer.body()).isEqualTo(403);
              assertThat(answer.body().path("code").asString()).isEqualTo(code);
              assertThat(operation.spec().path("responses").has("403")).as("said").isTrue();
            });
  }
}
