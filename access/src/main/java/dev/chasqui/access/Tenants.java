package dev.chasqui.access;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The tenants, in PostgreSQL: who sees none of the others' resources. Thread-safe. */
public final class Tenants {

  private final JdbcClient jdbc;

  public Tenants(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes a tenant and gives its id. */
  public long create(String name) {
    return jdbc.sql("insert into access.tenant (name) values (?) returning tenant_id")
        .param(name)
        .query(Long.class)
        .single();
  }
}
