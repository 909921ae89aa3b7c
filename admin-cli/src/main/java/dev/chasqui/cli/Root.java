package dev.chasqui.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What all commands have. */
@Command(
    name = "./chasqui",
    description = {
      "Manages tenants, accounts, keys and clients of the system that ./chasqui up started,",
      "or of the sender whose admin port CHASQUI_ADMIN_URL names, with CHASQUI_ADMIN_TOKEN."
    })
final class Root {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Prints this.")
  boolean help;

  private final Output output;

  Root(Output output) {
    this.output = output;
  }

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Prints the answer as JSON, for programs.")
  void json(boolean wanted) {
    if (wanted) {
      output.useJson();
    }
  }
}
