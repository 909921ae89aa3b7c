package dev.chasqui.cli;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds what an option leaves out where there is no choice. */
final class OnlyOne {

  private OnlyOne() {}

  /**
   * The given id, else that of the only one there is.
   *
   * @throws CliException if there are several, or none
   */
  static long of(AdminApi admin, @Nullable Long given, String resource, String option) {
    if (given != null) {
      return given;
    }
    JsonNode all = admin.get("/" + resource);
    if (all.size() == 1) {
      return all.path(0).path("id").asLong();
    }
    throw new CliException(
        all.isEmpty()
            ? "there are no %1$s yet; make one: ./chasqui %1$s add".formatted(resource)
            : "there are several %1$s; name one with %2$s (./chasqui %1$s list shows them)"
                .formatted(resource, option));
  }
}
