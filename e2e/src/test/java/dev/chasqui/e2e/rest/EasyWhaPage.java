package dev.chasqui.e2e.rest;

import dev.chasqui.access.Clients;
import dev.chasqui.testing.EasyWhaLines;

/**
 * What EasyWha's page has for its readers to copy, as it stands; they put in where the API is and
 * what is theirs. Immutable.
 */
record EasyWhaPage(Api api, Clients.Credentials client) {

  private static final String LOGIN =
      """
      curl -X POST https://api.easywha.com/api/auth/apikey-login \\
        -H "Content-Type: application/json" \\
        -d '{
          "clientId": "mi_client_id",
          "clientSecret": "mi_client_secret"
        }'
      """;

  private static final String SEND =
      """
      curl -X POST https://api.easywha.com/api/whatsapp/send \\
        -H "Content-Type: application/json" \\
        -H "Authorization: Bearer tu_access_token" \\
        -d '{
          "accountId": 123,
          "number": "5219991234567",
          "message": "Hola, esto es una prueba desde la API."
        }'
      """;

  private static final String SEND_MEDIA =
      """
      curl -X POST https://api.easywha.com/api/whatsapp/sendMedia \\
        -H "Authorization: Bearer tu_access_token" \\
        -F "file=@/ruta/imagen.jpg" \\
        -F "accountId=123" \\
        -F "number=5219991234567" \\
        -F "caption=Mira esta imagen"
      """;

  String login() {
    return at(LOGIN)
        .replace("mi_client_id", client.id())
        .replace("mi_client_secret", client.secret().value());
  }

  String send(String token) {
    return at(SEND)
        .replace("tu_access_token", token)
        .replace("\"accountId\": 123", "\"accountId\": " + api.accountId());
  }

  String sendMedia(String token, String file) {
    return at(SEND_MEDIA)
        .replace("tu_access_token", token)
        .replace("accountId=123", "accountId=" + api.accountId())
        .replace("/ruta/imagen.jpg", file);
  }

  private String at(String lines) {
    return lines.replace("https://api.easywha.com", "http://127.0.0.1:" + api.port());
  }

  /** For express' {@code app}. */
  String decrypt() {
    return EasyWhaLines.decrypt(client.secret().value());
  }

  /** Leaves out the secret. */
  @Override
  public String toString() {
    return "EasyWhaPage[" + client.id() + "]";
  }
}
