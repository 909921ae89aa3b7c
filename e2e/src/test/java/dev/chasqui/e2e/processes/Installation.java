package dev.chasqui.e2e.processes;

import dev.chasqui.access.Account;
import dev.chasqui.access.ApiKeys;
import dev.chasqui.access.Secret;
import dev.chasqui.simulator.numbers.NumberSpec;
import dev.chasqui.simulator.numbers.ReplyPlan;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A tenant with an account on the simulator, and a key for it.
 *
 * @param apiKey opens the REST API
 */
record Installation(Account account, Secret apiKey) {

  static Installation create(DataSource database, String simulatorUrl) {
    NewAccounts accounts = new NewAccounts(database);
    Account account = accounts.create(simulatorUrl);
    Secret apiKey =
        new ApiKeys(JdbcClient.create(database)).issue(account.tenantId(), account.id());
    return new Installation(account, apiKey);
  }

  /** Its number as the simulator knows it: with every status and a reply to each message. */
  NumberSpec number(String inboundUrl) {
    return NewAccounts.number(account, inboundUrl).withReply(ReplyPlan.ECHO);
  }
}
