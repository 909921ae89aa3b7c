package dev.chasqui.benchmarks.system;

/**
 * An account that sends.
 *
 * @param id as commands name it
 * @param phoneNumberId as WhatsApp names it
 */
public record BenchAccount(long id, String phoneNumberId) {

  /** Its lane in the sender's queue. */
  public String lane() {
    return Long.toString(id);
  }
}
