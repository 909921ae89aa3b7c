package dev.chasqui.inbound.history;

/**
 * What tells a message from others: of its chat if a command sends it, else of its account. Pure.
 */
public final class MessageKeys {

  private static final String COMMAND = "c:";
  private static final String WHATSAPP = "w:";

  private MessageKeys() {}

  /** Of a message that a command sends. */
  public static String ofCommand(String commandId) {
    return COMMAND + commandId;
  }

  /** Of any other, by WhatsApp's id. */
  public static String ofWhatsApp(String waId) {
    return WHATSAPP + waId;
  }

  /** Whether it is of a message that a command sends. */
  static boolean isOfCommand(String key) {
    return key.startsWith(COMMAND);
  }

  /** The id of the command or of WhatsApp that a key is made of. */
  public static String id(String key) {
    return key.substring(COMMAND.length());
  }
}
