package dev.chasqui.access.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springdoc.core.models.GroupedOpenApi;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.properties.SpringDocConfigProperties.GroupConfig;
import org.springdoc.core.utils.Constants;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The document of EasyWha's API, beside the other's: the texts are those of EasyWha's page. */
@Configuration(proxyBeanMethods = false)
public class EasyWhaDocument {

  private static final String TOKEN = "BearerAuth";
  private static final List<String> PATHS =
      List.of("/api/auth/**", "/api/whatsapp/**", "/api/chats/**", "/api/media/**");

  private static final Map<String, String> REFUSALS =
      Map.of(
          "401", "Token inválido o expirado",
          "403", "Acceso denegado (IP no permitida o cuenta ajena)",
          "429", "Demasiadas solicitudes, ver Retry-After",
          "500", "Error del servidor o de WhatsApp Web");

  @Bean
  GroupedOpenApi easyWha() {
    return GroupedOpenApi.builder()
        .group("easywha")
        .displayName("EasyWha")
        .pathsToMatch(PATHS.toArray(String[]::new))
        .addOperationCustomizer(ApiDocument.parts(REFUSALS))
        .addOpenApiCustomizer(EasyWhaDocument::frame)
        .build();
  }

  /** The other document has all else. What the settings say of paths holds for all documents. */
  @Bean
  InitializingBean pathsOfTheOtherDocument(SpringDocConfigProperties settings) {
    GroupConfig other = new GroupConfig();
    other.setGroup(Constants.DEFAULT_GROUP_NAME);
    other.setPathsToMatch(List.of("/api/**"));
    other.setPathsToExclude(PATHS);
    return () -> settings.addGroupConfig(other);
  }

  private static void frame(OpenAPI document) {
    document
        .info(new Info().title("EasyWha").version("1.0.0").description(description()))
        .tags(tags())
        .security(List.of(new SecurityRequirement().addList(TOKEN)))
        .getComponents()
        .securitySchemes(
            Map.of(
                TOKEN,
                new SecurityScheme()
                    .type(SecurityScheme.Type.HTTP)
                    .scheme("bearer")
                    .bearerFormat("JWT")))
        .addSchemas(CommonSchemas.ERROR, CommonSchemas.error());
  }

  private static String description() {
    return """
      La API de EasyWha te permite enviar y recibir mensajes de WhatsApp, consultar chats y más, de forma programática.

      ## Autenticación

      Intercambia tus credenciales (`clientId` y `clientSecret`) por un token de acceso temporal con `POST /api/auth/apikey-login`, e inclúyelo en el header `Authorization: Bearer` de las solicitudes siguientes. El token expira después de 1 hora.
      """;
  }

  private static List<Tag> tags() {
    return List.of(
        new Tag().name("Autenticación").description("Obtener un token de acceso"),
        new Tag().name("Envío de Mensajes").description("Texto y archivos multimedia"),
        new Tag().name("Chats y Mensajes").description("Consulta de chats y mensajes"));
  }
}
