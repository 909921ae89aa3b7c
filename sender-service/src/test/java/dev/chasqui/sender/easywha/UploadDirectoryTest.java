package dev.chasqui.sender.easywha;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadDirectoryTest {

  private static final Clock LATER =
      Clock.fixed(Instant.parse("2100-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path parent;

  /** As a process leaves it that was killed. */
  private Path leftBehind() throws IOException {
    Path directory = Files.createDirectory(parent.resolve("chasqui-uploads-1"));
    Files.createFile(directory.resolve("in-use"));
    Files.writeString(directory.resolve("upload_1.tmp"), "a file");
    return directory;
  }

  @Test
  void whatWasLeftBehindIsRemoved() throws IOException {
    Path old = leftBehind();

    try (UploadDirectory directory = UploadDirectory.in(parent, LATER)) {
      assertThat(old).doesNotExist();
      assertThat(directory.path()).isDirectory().hasParent(parent);
    }
  }

  @Test
  void whatIsNewOrInUseStays() throws IOException {
    Path other = Files.createDirectory(parent.resolve("other"));
    Path halfMade = leftBehind();
    try (UploadDirectory first = UploadDirectory.in(parent, Clock.systemUTC())) {
      assertThat(halfMade).exists();
      Files.writeString(first.path().resolve("upload_2.tmp"), "a file");
      try (UploadDirectory second = UploadDirectory.in(parent, LATER)) {
        assertThat(halfMade).doesNotExist();
        assertThat(second.path()).isNotEqualTo(first.path());
      }
      assertThat(first.path().resolve("upload_2.tmp")).exists();
    }
    assertThat(other).exists();
  }

  @Test
  void nobodyElseMayLookAndNothingIsLeft() throws IOException {
    Path path;
    try (UploadDirectory directory =
        UploadDirectory.in(parent.resolve("made/here"), Clock.systemUTC())) {
      path = directory.path();
      Files.writeString(path.resolve("upload_3.tmp"), "a file");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
    }
    assertThat(path).doesNotExist();
  }
}
