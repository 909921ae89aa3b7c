package dev.chasqui.e2e.faults;

import dev.chasqui.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A physical back-up of a PostgreSQL that runs, as {@code pg_basebackup} makes one, by <a
 * href="https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP">its
 * low-level interface</a>.
 */
final class Backup {

  private Backup() {}

  /**
   * @param data PostgreSQL's data directory
   * @param to made by this
   */
  static void take(TestDatabase database, Path data, Path to) throws SQLException, IOException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_backup_start('test', true)");
      copy(data, to);
      try (ResultSet label =
          statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
        label.next();
        Files.writeString(to.resolve("backup_label"), label.getString(1));
      }
      copy(data.resolve("pg_wal"), to.resolve("pg_wal"));
    }
    Files.deleteIfExists(to.resolve("postmaster.pid"));
  }

  /** What goes away meanwhile is not needed. */
  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            copy(directory);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            copy(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          private void copy(Path file) throws IOException {
            Path copy = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(copy)) {
              return;
            }
            try {
              Files.copy(
                  file,
                  copy,
                  StandardCopyOption.REPLACE_EXISTING,
                  StandardCopyOption.COPY_ATTRIBUTES);
            } catch (NoSuchFileException e) {
              if (Files.exists(file)) {
                throw new UncheckedIOException(e);
              }
            }
          }
        });
  }
}
