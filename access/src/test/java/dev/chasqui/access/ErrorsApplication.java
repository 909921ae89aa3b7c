package dev.chasqui.access;

import dev.chasqui.access.text.FieldText;
import dev.chasqui.access.text.Phrase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A service whose only resource fails in every way. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
@Import({AccessConfiguration.class, LoginConfiguration.class, ErrorsApplication.Resource.class})
class ErrorsApplication {

  static final LargerBody PICTURES =
      new LargerBody("/api/pictures", 3 * BodyLimit.USUAL_BYTES, 1, Duration.ofSeconds(1));

  record Order(
      @Nullable String name,
      int count,
      @Nullable Boolean urgent,
      @Nullable List<@Nullable Line> lines) {}

  record Line(@Nullable List<@Nullable String> of) {}

  @Bean
  LargerBody pictures() {
    return PICTURES;
  }

  @RestController
  static class Resource {

    private final Accounts accounts;
    private final CallerAccounts callerAccounts;
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Resource(Accounts accounts, CallerAccounts callerAccounts) {
      this.accounts = accounts;
      this.callerAccounts = callerAccounts;
    }

    @GetMapping("/api/caller")
    Caller caller(@AuthenticationPrincipal Caller caller) {
      return caller;
    }

    /** Acts for the account that the call names. */
    @GetMapping("/api/account")
    long account(@AuthenticationPrincipal Caller caller) {
      return callerAccounts.of(caller).id();
    }

    /** Acts for the account that its path names. */
    @GetMapping("/api/chats/{idOrPhone}")
    long account(@AuthenticationPrincipal Caller caller, @PathVariable String idOrPhone) {
      return callerAccounts.of(caller, idOrPhone).id();
    }

    @PostMapping("/api/orders")
    Order order(@RequestBody Order order) {
      throw ApiException.invalid(
          List.of(
              new WrongField("name", FieldText.REQUIRED),
              new WrongField("count", FieldText.BETWEEN.with(1, 9))));
    }

    /** The length of the name; one that is called wait waits for {@link #release}. */
    @PostMapping("/api/pictures")
    int picture(@RequestBody Order order) throws InterruptedException {
      String name = String.valueOf(order.name());
      if (name.startsWith("wait")) {
        waiting.countDown();
        boolean _ = released.await(30, TimeUnit.SECONDS);
      }
      return name.length();
    }

    void awaitWaiting() throws InterruptedException {
      boolean _ = waiting.await(30, TimeUnit.SECONDS);
    }

    void release() {
      released.countDown();
    }

    @GetMapping("/api/orders/{number}")
    Order order(@PathVariable long number) {
      throw ApiException.notFound(Phrase.asIs("Order " + number));
    }

    @GetMapping("/api/search")
    String search(@RequestParam("text") String text) {
      return text;
    }

    @GetMapping("/api/header")
    String header(@RequestHeader("Note") String note) {
      return note;
    }

    @GetMapping("/api/broken")
    String broken() {
      throw new IllegalStateException("password=hunter2");
    }

    @GetMapping("/open/accounts")
    int accounts() {
      return accounts.all().size();
    }
  }
}
