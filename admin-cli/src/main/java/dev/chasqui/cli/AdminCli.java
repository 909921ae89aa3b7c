package dev.chasqui.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The main class of {@code ./chasqui tenants|accounts|keys|clients}. */
public final class AdminCli {

  private static final int REFUSED = 1;
  private static final int MISUSE = 2;

  private AdminCli() {}

  /**
   * Runs a command. Exits with 0, with 1 if it could not be done, with 2 if the command line is
   * wrong.
   */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
    PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    Path home = Path.of(System.getProperty("chasqui.home", ".chasqui"));
    SecretInput secrets = new SecretInput(prompt(System.console()), in);
    System.exit(run(arguments, System.getenv(), home, secrets, out, err));
  }

  private static SecretInput.@Nullable Prompt prompt(@Nullable Console console) {
    if (console != null && console.isTerminal()) {
      return label -> console.readPassword("%s (not shown): ", label);
    }
    return Boolean.getBoolean("chasqui.typed") ? AdminCli::refuse : null;
  }

  /** Without a terminal to write to, Java cannot keep one from showing what is typed. */
  private static char[] refuse(String label) {
    throw new CliException(
        "the %s would be shown while you type it, since the output goes elsewhere; give it in a file or on standard input"
            .formatted(label));
  }

  /**
   * Runs a command against the system that the environment or the home names, without a terminal.
   *
   * @param in where secrets come from, one a line
   * @return the exit code
   */
  public static int run(
      String[] arguments,
      Map<String, String> environment,
      Path home,
      BufferedReader in,
      PrintWriter out,
      PrintWriter err) {
    return run(arguments, environment, home, new SecretInput(null, in), out, err);
  }

  private static int run(
      String[] arguments,
      Map<String, String> environment,
      Path home,
      SecretInput secrets,
      PrintWriter out,
      PrintWriter err) {
    AdminApi admin = new AdminApi(() -> Target.of(environment, home));
    Output output = new Output(out);
    return new CommandLine(new Root(output))
        .addSubcommand(new TenantsCommand(admin, output))
        .addSubcommand(new AccountsCommand(admin, output, secrets))
        .addSubcommand(new KeysCommand(admin, output, Clock.systemUTC()))
        .addSubcommand(new ClientsCommand(admin, output))
        .setExpandAtFiles(false)
        .setOut(out)
        .setErr(err)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setParameterExceptionHandler((e, given) -> misuse(e))
        .setExecutionExceptionHandler(AdminCli::refused)
        .execute(arguments);
  }

  private static int misuse(ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("chasqui: " + e.getMessage());
    err.println();
    command.usage(err, Ansi.OFF);
    err.flush();
    return MISUSE;
  }

  private static int refused(Exception e, CommandLine command, ParseResult given) {
    PrintWriter err = command.getErr();
    err.println(
        e instanceof CliException
            ? "chasqui: " + e.getMessage()
            : "chasqui: it went wrong inside: " + e);
    err.flush();
    return REFUSED;
  }
}
