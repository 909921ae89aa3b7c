package dev.chasqui.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
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

  /** All tenants, by id. */
  public List<Tenant> all() {
    return select("order by tenant_id").query(Tenants::map).list();
  }

  /** The tenant with this id. */
  public Optional<Tenant> find(long id) {
    return select("where tenant_id = ?").param(id).query(Tenants::map).optional();
  }

  /** Gives a tenant another name. */
  public void rename(long id, String name) {
    jdbc.sql("update access.tenant set name = ? where tenant_id = ?").params(name, id).update();
  }

  /** Disables a tenant, or enables it again. */
  public void enable(long id, boolean enabled) {
    jdbc.sql("update access.tenant set enabled = ? where tenant_id = ?")
        .params(enabled, id)
        .update();
  }

  private JdbcClient.StatementSpec select(String which) {
    return jdbc.sql("select tenant_id, name, enabled, created_at from access.tenant " + which);
  }

  private static Tenant map(ResultSet row, int number) throws SQLException {
    return new Tenant(
        row.getLong("tenant_id"),
        row.getString("name"),
        row.getBoolean("enabled"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
