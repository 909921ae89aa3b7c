package dev.chasqui.sender.easywha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadDirectoryTest {

  private static final byte[] BYTES = {1, 2, 3};

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path parent;

  private static FilePart keep(UploadDirectory directory) throws IOException {
    return directory.keep("a.bin", new ByteArrayInputStream(BYTES));
  }

  private static byte[] read(FilePart file) throws IOException {
    try (InputStream in = file.open()) {
      return in.readAllBytes();
    }
  }

  @Test
  void aFileCanBeReadAgainAndHasNoNameThatAKilledProcessCouldLeave() throws IOException {
    Path path = parent.resolve("made/here");
    UploadDirectory directory = UploadDirectory.at(path);

    try (FilePart file = keep(directory)) {
      assertThat(path).isEmptyDirectory();
      assertThat(file.length()).isEqualTo(3);
      assertThat(read(file)).isEqualTo(BYTES);
      assertThat(read(file)).as("once more").isEqualTo(BYTES);
    }
  }

  @Test
  void whatWasLeftBehindIsRemovedAndNothingElse() throws IOException {
    Path old = Files.writeString(parent.resolve("chasqui-upload-1.tmp"), "");
    Path other = Files.writeString(parent.resolve("other.tmp"), "");

    UploadDirectory _ = UploadDirectory.at(parent);

    assertThat(old).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void whoStartsWhileOthersDoTakesNoFileFromThem() {
    assertThatCode(
            () ->
                IntStream.range(0, 2_000)
                    .parallel()
                    .forEach(
                        _ -> {
                          UploadDirectory _ = UploadDirectory.at(parent);
                        }))
        .doesNotThrowAnyException();
  }

  @Test
  void aDirectoryThatWasTakenAwayIsMadeAgain() throws IOException {
    Path path = parent.resolve("uploads");
    UploadDirectory directory = UploadDirectory.at(path);
    Files.delete(path);

    try (FilePart file = keep(directory)) {
      assertThat(read(file)).isEqualTo(BYTES);
    }
  }

  @Test
  void whereNoFileCanBeKeptIsToldAtTheStart() throws IOException {
    Path file = Files.writeString(parent.resolve("a-file"), "");

    assertThatThrownBy(() -> UploadDirectory.at(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("chasqui.sender.uploads.directory");
  }
}
