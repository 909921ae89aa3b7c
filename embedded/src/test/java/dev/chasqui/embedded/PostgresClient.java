package dev.chasqui.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a service does with a database. */
record PostgresClient(PostgresServer server) {
  private static final String DATABASE = "notebook";

  void write(String note) throws SQLException {
    server.createDatabase(DATABASE);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists note (text text)");
      statement.execute("insert into note values ('" + note + "')");
    }
  }

  List<String> readAll() throws SQLException {
    return query("select text from note order by ctid");
  }

  String setting(String name) throws SQLException {
    return query("show " + name).getFirst();
  }

  private List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        server.jdbcUrl(DATABASE), server.username(), server.password());
  }
}
