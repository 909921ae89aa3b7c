package dev.chasqui.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Where webhooks may go in a standalone installation. */
class AllowedReceiversTest {

  private static final String KEY = "chasqui.relay.allowed-receivers";

  private static String configured(String names, Map<String, Object> environment) {
    try (var context =
        new SpringApplicationBuilder(AllowedReceiversTest.class)
            .web(WebApplicationType.NONE)
            .properties(environment)
            .run("--spring.config.name=" + names)) {
      return String.valueOf(context.getEnvironment().getProperty(KEY));
    }
  }

  @Test
  void onThisMachineAndWhereTheUserSays() {
    assertThat(configured(Services.CONFIGURATIONS, Map.of())).isEqualTo("127.0.0.0/8,::1/128,");
    assertThat(
            configured(
                Services.CONFIGURATIONS, Map.of("CHASQUI_RELAY_ALLOWED_RECEIVERS", "10.0.0.0/8")))
        .isEqualTo("127.0.0.0/8,::1/128,10.0.0.0/8");
  }

  @Test
  void nowhereElseWithoutTheOperator() {
    assertThat(configured("chasqui,relay", Map.of())).isEmpty();
  }
}
