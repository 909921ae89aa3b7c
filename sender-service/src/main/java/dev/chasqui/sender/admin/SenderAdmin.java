package dev.chasqui.sender.admin;

import dev.chasqui.access.Accounts;
import dev.chasqui.access.AdminConfiguration;
import dev.chasqui.access.ApiKeys;
import dev.chasqui.access.Clients;
import dev.chasqui.access.Tenants;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.sender.graph.NumberCheck;
import dev.chasqui.sender.rest.LimitsDesk;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;

/** The admin API. */
@Configuration(proxyBeanMethods = false)
@Import(AdminConfiguration.class)
public class SenderAdmin {

  @Bean
  AdminTenantsController adminTenantsController(Tenants tenants) {
    return new AdminTenantsController(tenants);
  }

  @Bean
  AdminAccountsController adminAccountsController(
      Accounts accounts,
      Tenants tenants,
      HttpCaller senderHttp,
      LimitsDesk limitsDesk,
      TransactionTemplate transactions) {
    var desk = new AccountDesk(accounts, tenants, new NumberCheck(senderHttp), transactions);
    return new AdminAccountsController(accounts, desk, limitsDesk);
  }

  @Bean
  AdminKeysController adminKeysController(ApiKeys keys, Accounts accounts) {
    return new AdminKeysController(keys, accounts, Clock.systemUTC());
  }

  @Bean
  AdminClientsController adminClientsController(Clients clients, Tenants tenants) {
    return new AdminClientsController(clients, tenants);
  }
}
