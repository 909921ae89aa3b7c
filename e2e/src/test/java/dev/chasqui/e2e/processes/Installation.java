package dev.chasqui.e2e.processes;

import dev.chasqui.access.Account;
import dev.chasqui.access.Secret;
import dev.chasqui.simulator.numbers.NumberSpec;
import dev.chasqui.simulator.numbers.ReplyPlan;
import javax.sql.DataSource;

/**
 * A tenant with an account on the simulator, and a key for it.
 *
 * @param apiKey opens the REST API
 */
record Installation(Account account, Secret apiKey) {

  static Installation create(DataSource database, String simulatorUrl) {
    NewAccounts accounts = new NewAccounts(database);
    Account account = accounts.create(simulatorUrl);
    return new Installation(account, accounts.apiKey(account));
  }

  /** Its number as the simulator knows it: with every status and a reply to each message. */
  NumberSpec number(String inboundUrl) {
    return NewAccounts.number(account, inboundUrl).withReply(ReplyPlan.ECHO);
  }
}
