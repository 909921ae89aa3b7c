package dev.chasqui.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverTest {
  @TempDir Path directory;
  private Path pidFile;
  private Process process;

  @BeforeEach
  void startProcess() throws IOException {
    pidFile = directory.resolve("server.pid");
    process = new ProcessBuilder("sh", "-c", "read line", "--data=" + directory).start();
    Files.writeString(pidFile, process.pid() + "\nmore\n");
  }

  @AfterEach
  void endProcess() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Test
  void isStoppedIfItNamesOurData() throws Exception {
    Leftover.stop(pidFile, directory.toString(), WatchedProcess.StopSignal.TERM);
    assertThat(process.waitFor()).isNotZero();
    assertThat(pidFile).doesNotExist();
  }

  @Test
  void isLeftAloneIfItsProcessIdIsNowAStrangers() throws Exception {
    Leftover.stop(pidFile, "/somebody/elses/data", WatchedProcess.StopSignal.TERM);
    assertThat(process.isAlive()).isTrue();
    assertThat(pidFile).doesNotExist();
  }
}
