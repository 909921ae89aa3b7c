package dev.chasqui.access.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.ExternalDocumentation;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;
import org.springframework.web.method.HandlerMethod;

/** What the document says of the whole API: the texts are those of WhatsApp API Engine's page. */
@Configuration(proxyBeanMethods = false)
public class ApiDocument {

  private static final String KEY = "ApiKeyAuth";

  private static final Map<String, String> REFUSALS =
      Map.of(
          "401", "Falta la clave o no es válida",
          "403", "La cuenta o el inquilino está desactivado, o la cuenta es ajena",
          "429", "Demasiadas solicitudes, ver Retry-After",
          "503", "No se puede ahora; inténtalo más tarde");

  /**
   * @param port where it is served, unless a proxy or the system chose another
   */
  @Bean
  OpenAPI openApi(
      @Value("${server.port}") int port, @Value("${chasqui.http.rate-limit}") int rateLimit) {
    return new OpenAPI()
        .info(
            new Info()
                .title("WhatsApp API Engine")
                .version("1.0.0")
                .description(description(limit(rateLimit)))
                .contact(new Contact().name("Soporte API")))
        .servers(
            List.of(
                new Server().url("http://localhost:" + port).description("Servidor local"),
                new Server().url("/").description("El servidor de esta página")))
        .externalDocs(
            new ExternalDocumentation()
                .description("Los tópicos de Kafka (AsyncAPI)")
                .url("/asyncapi.json"))
        .tags(tags())
        .components(
            new Components()
                .addSecuritySchemes(
                    KEY,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("X-API-Key")))
        .addSecurityItem(new SecurityRequirement().addList(KEY));
  }

  private static String description(String limit) {
    return """
      Motor de envío de mensajes por WhatsApp.

      Esta API permite enviar mensajes de texto, imágenes, documentos y más a través de WhatsApp.

      ## Autenticación

      Todas las solicitudes requieren un header `X-API-Key` con tu clave de API.

      ## Rate Limiting

      - %s

      ## Formato de números

      Los números de teléfono deben incluir el código de país sin el signo '+'.

      Ejemplo: 573001234567 (Colombia)
      """
        .formatted(limit);
  }

  private static String limit(int requests) {
    return requests == 0
        ? "Sin límite en esta instalación"
        : requests + " solicitudes por 15 minutos por IP";
  }

  private static List<Tag> tags() {
    return List.of(
        new Tag().name("Contacts").description("Información de contactos"),
        new Tag().name("Messages").description("Endpoints para envío de mensajes"),
        new Tag().name("Session").description("Gestión de la sesión de WhatsApp"),
        new Tag().name("Webhooks"),
        new Tag().name("Commands").description("Mensajes en espera"),
        new Tag().name("Account").description("Límites de la cuenta"));
  }

  /** Added last, since what no operation refers to would be taken out. */
  @Bean
  OpenApiCustomizer commonSchemas() {
    return document ->
        document
            .getComponents()
            .addSchemas("Success", CommonSchemas.success())
            .addSchemas(CommonSchemas.ERROR, CommonSchemas.error());
  }

  @Bean
  OperationCustomizer commonParts() {
    return parts(REFUSALS);
  }

  /** A name, what it may answer, and the body of every refusal: the same way for all operations. */
  static OperationCustomizer parts(Map<String, String> refusals) {
    return (operation, method) -> {
      operation.setOperationId(name(method));
      CommonSchemas.addRefusals(
          operation.getResponses(), refusals, operation.getRequestBody() != null);
      return operation;
    };
  }

  /** Such as {@code messageSend}: generated clients name their methods after it. */
  private static String name(HandlerMethod method) {
    String resource = method.getBeanType().getSimpleName().replace("Controller", "");
    return StringUtils.uncapitalize(resource)
        + StringUtils.capitalize(method.getMethod().getName());
  }
}
