package dev.chasqui.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
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
@Import({AccessConfiguration.class, ErrorsApplication.Resource.class})
class ErrorsApplication {

  record Order(
      @Nullable String name,
      int count,
      @Nullable Boolean urgent,
      @Nullable List<@Nullable Line> lines) {}

  record Line(@Nullable List<@Nullable String> of) {}

  @RestController
  static class Resource {

    private final Accounts accounts;

    Resource(Accounts accounts) {
      this.accounts = accounts;
    }

    @GetMapping("/api/caller")
    Caller caller(@AuthenticationPrincipal Caller caller) {
      return caller;
    }

    @PostMapping("/api/orders")
    Order order(@RequestBody Order order) {
      throw ApiException.invalid(
          List.of(
              new ApiError.FieldError("name", "is required"),
              new ApiError.FieldError("count", "must be positive")));
    }

    @GetMapping("/api/orders/{number}")
    Order order(@PathVariable long number) {
      throw ApiException.notFound("Order " + number);
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
