package dev.chasqui.sender.bulk;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of the command that a recipient of a bulk job is, or will be. Immutable.
 *
 * @param job the job's id
 * @param n the recipient's place in the job, from 1
 */
public record BulkCommandId(UUID job, int n) {

  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([1-9][0-9]{0,8})");

  /** The id that is written so; empty if it is of another form. */
  public static Optional<BulkCommandId> parse(String commandId) {
    Matcher matcher = FORM.matcher(commandId);
    return matcher.matches()
        ? Optional.of(
            new BulkCommandId(
                UUID.fromString(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** As commands and clients have it. */
  public String text() {
    return job + "-" + n;
  }
}
