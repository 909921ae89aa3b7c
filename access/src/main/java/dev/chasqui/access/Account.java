package dev.chasqui.access;

/**
 * A WhatsApp number that a tenant sends and receives with. Immutable.
 *
 * @param id the account's number in APIs and topics
 * @param tenantId who owns it
 * @param kind what stands behind its address
 * @param phone its own phone number, digits only
 * @param baseUrl where its Graph API is, such as {@code https://graph.facebook.com}, without a
 *     trailing slash
 * @param apiVersion the Graph version in paths, such as {@code v25.0}
 * @param phoneNumberId its id in the Graph API
 * @param secrets what it authenticates with
 * @param enabled false if it must neither send nor receive
 */
public record Account(
    long id,
    long tenantId,
    Kind kind,
    String phone,
    String baseUrl,
    String apiVersion,
    String phoneNumberId,
    Secrets secrets,
    boolean enabled) {

  /** What serves an account. */
  public enum Kind {
    /** The simulator on this machine. */
    SIMULATOR("simulator"),
    /** Meta's Cloud API. */
    CLOUD_API("cloud-api");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** Its name in the database and in APIs. */
    public String id() {
      return id;
    }

    /**
     * The kind with this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind of(String id) {
      for (Kind kind : values()) {
        if (kind.id.equals(id)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("Unknown kind of account: " + id);
    }
  }

  /**
   * What an account authenticates with.
   *
   * @param token bearer token for the Graph API
   * @param appSecret signs WhatsApp's webhook calls
   * @param verifyToken proves the webhook handshake
   */
  public record Secrets(Secret token, Secret appSecret, Secret verifyToken) {}
}
