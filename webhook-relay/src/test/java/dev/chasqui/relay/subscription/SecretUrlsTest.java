package dev.chasqui.relay.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.Secret;
import dev.chasqui.relay.post.Encryption;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is printed of a subscription, in a log say, does not let others post to it. */
class SecretUrlsTest {

  private static final String URL = "https://hooks.example:8443/T1/s3cret?token=s3cret";

  private static Subscription subscription() {
    Terms terms =
        new Terms(
            URI.create(URL),
            List.of("message"),
            List.of(1L),
            Encryption.NONE,
            null,
            Map.of("x-token", "s3cret"),
            null,
            Order.NONE,
            Duration.ofDays(7),
            WhenOff.KEEP,
            null);
    return new Subscription(
        "wh_1",
        1,
        1,
        terms,
        SigningSecrets.of(new Secret("s3cret")),
        true,
        null,
        null,
        Instant.EPOCH);
  }

  @Test
  void ofTheUrlOnlyTheAddressIsPrinted() {
    assertThat(subscription().toString())
        .contains("https://hooks.example:8443")
        .doesNotContain("s3cret");
  }

  @Test
  void nothingElseThatHasTheUrlPrintsIt() {
    Subscription subscription = subscription();

    assertThat(
            List.of(
                Registration.of(subscription.terms()),
                Webhook.of(subscription, "closed", Instant.EPOCH),
                new Endpoint(subscription.id(), subscription.terms().url())))
        .allSatisfy(printed -> assertThat(printed.toString()).doesNotContain("s3cret"));
  }
}
