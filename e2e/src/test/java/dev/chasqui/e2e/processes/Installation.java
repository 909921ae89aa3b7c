package dev.chasqui.e2e.processes;

import dev.chasqui.access.Account;
import dev.chasqui.access.Secret;
import dev.chasqui.simulator.numbers.NumberSpec;
import dev.chasqui.simulator.numbers.ReplyPlan;
import javax.sql.DataSource;

/**
 * A tenant with two accounts on the simulator, and a key for each.
 *
 * @param accounts makes more accounts of the tenant
 * @param apiKey opens the REST API for the account
 * @param linked an account of a linked device
 * @param linkedKey opens the REST API for it
 */
record Installation(
    NewAccounts accounts, Account account, Secret apiKey, Account linked, Secret linkedKey) {

  static Installation create(DataSource database, String simulatorUrl) {
    NewAccounts accounts = new NewAccounts(database);
    Account account = accounts.create(simulatorUrl);
    Account linked = accounts.create(simulatorUrl);
    return new Installation(
        accounts, account, accounts.apiKey(account), linked, accounts.apiKey(linked));
  }

  /** Its number as the simulator knows it: with every status and a reply to each message. */
  NumberSpec number(String inboundUrl) {
    return NewAccounts.number(account, inboundUrl).withReply(ReplyPlan.ECHO);
  }

  /** The number of a linked device: its QR code is scanned already. */
  static NumberSpec linkedNumber(Account linked, String inboundUrl) {
    return NewAccounts.number(linked, inboundUrl).withSession(true);
  }
}
