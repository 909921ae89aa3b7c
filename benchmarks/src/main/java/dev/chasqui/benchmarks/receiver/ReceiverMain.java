package dev.chasqui.benchmarks.receiver;

import dev.chasqui.benchmarks.control.ControlServer;
import java.io.IOException;

/** The receivers as a process: its arguments are the control port and how many there are. */
public final class ReceiverMain {

  private ReceiverMain() {}

  public static void main(String[] args) throws IOException {
    Receipts receipts = new Receipts();
    HookServer hooks = new HookServer(Integer.parseInt(args[1]), receipts);
    new ControlServer(Integer.parseInt(args[0]))
        .on("/ready", () -> true)
        .on("/ports", hooks::ports)
        .on(
            "/begin",
            Expected.class,
            expected -> {
              receipts.begin(expected);
              return expected;
            })
        .on("/received", receipts::received)
        .onBytes("/receipts", receipts::toBytes)
        .start();
    Thread.ofPlatform().daemon().name("hooks").start(hooks::run);
    ControlServer.awaitEnd();
    Runtime.getRuntime().halt(0);
  }
}
