package dev.chasqui.access;

import dev.chasqui.access.text.FieldText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The REST resource auth of EasyWha. */
@RestController
@Tag(name = "Autenticación")
public class LoginController {

  static final String PATH = "/api/auth/apikey-login";

  private static final int LONGEST = 200;

  private final Login login;

  LoginController(Login login) {
    this.login = login;
  }

  /** The body, as it came. */
  @Schema(
      example =
          """
          {"clientId": "TU_CLIENT_ID", "clientSecret": "TU_CLIENT_SECRET"}
          """)
  record LoginRequest(@Nullable String clientId, @Nullable String clientSecret) {

    @Override
    public String toString() {
      return "LoginRequest[" + clientId + "]";
    }

    private void check() {
      WrongFields wrong = new WrongFields();
      check(wrong, "clientId", clientId);
      check(wrong, "clientSecret", clientSecret);
      wrong.refuseIfAny();
    }

    private static void check(WrongFields wrong, String field, @Nullable String value) {
      if (value == null || value.isBlank()) {
        wrong.add(field, FieldText.REQUIRED);
      }
      wrong.atMost(field, value, LONGEST);
    }
  }

  /**
   * The answer.
   *
   * @param success always true
   * @param expiresIn how many seconds the token is valid
   */
  record LoginAnswer(
      boolean success,
      @Schema(example = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...") String token,
      @Schema(example = "3600") long expiresIn) {

    @Override
    public String toString() {
      return "LoginAnswer[***]";
    }
  }

  @Operation(
      summary = "Obtener Token de Acceso",
      description = "Intercambia tus credenciales por un token válido por 1 hora.")
  @ApiResponse(responseCode = "200", description = "Respuesta exitosa")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "401", description = "Credenciales incorrectas")
  @ApiResponse(responseCode = "403", description = "IP no permitida")
  @SecurityRequirements
  @PostMapping(PATH)
  LoginAnswer login(@RequestBody LoginRequest body, HttpServletRequest request) {
    body.check();
    String token =
        login.token(
            Objects.requireNonNull(body.clientId()),
            new Secret(Objects.requireNonNull(body.clientSecret())),
            request);
    return new LoginAnswer(true, token, Tokens.LIFE.toSeconds());
  }
}
