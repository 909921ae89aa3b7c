package dev.chasqui.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads secrets: from a file, from a prompt that shows nothing, or else from standard input, one a
 * line. Never from arguments, which every process on the machine can see.
 */
final class SecretInput {

  private static final int BYTES = 16;

  /** Asks a person. */
  @FunctionalInterface
  interface Prompt {

    /** Null at the end of input. */
    char @Nullable [] ask(String label);
  }

  private final @Nullable Prompt prompt;
  private final BufferedReader in;

  /**
   * @param prompt null if there is no terminal
   * @param in read when there is none
   */
  SecretInput(@Nullable Prompt prompt, BufferedReader in) {
    this.prompt = prompt;
    this.in = in;
  }

  /**
   * @param label what it is
   * @param file where it is; null to ask; {@code -} for standard input
   * @throws CliException if there is none
   */
  String read(String label, @Nullable Path file) {
    String read =
        (file == null || file.toString().equals("-")) ? ask(label, file) : contents(label, file);
    if (read == null || read.isBlank()) {
      throw new CliException("the %s is missing or empty; nothing was done".formatted(label));
    }
    return read.strip();
  }

  private @Nullable String ask(String label, @Nullable Path file) {
    if (prompt != null && file == null) {
      char[] answer = prompt.ask(label);
      return answer == null ? null : new String(answer);
    }
    try {
      return in.readLine();
    } catch (IOException e) {
      throw new CliException(
          "the %s cannot be read from standard input: %s".formatted(label, e), e);
    }
  }

  private static String contents(String label, Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new CliException(
          "there is no file %s; write the %s into it, or leave the option out to be asked for it"
              .formatted(file, label),
          e);
    } catch (AccessDeniedException e) {
      throw new CliException(
          "you may not read the file %s, which should have the %s".formatted(file, label), e);
    } catch (IOException e) {
      throw new CliException("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  /** A new secret that nobody can guess. */
  static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
