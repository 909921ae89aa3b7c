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

  private JdbcClient.StatementSpec select(String which) {
    return jdbc.sql("select tenant_id, name, created_at from access.tenant " + which);
  }

  private static Tenant map(ResultSet row, int number) throws SQLException {
    return new Tenant(
        row.getLong("tenant_id"),
        row.getString("name"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
