package dev.chasqui.relay.subscription;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * The body of {@code PATCH /api/webhooks/{id}} in the OpenAPI document: the fields of a {@link
 * Registration} but for its secret, none of them required. Thread-safe.
 */
public final class WebhookChange implements OpenApiCustomizer {

  /** Where the document has it. */
  static final String REF = "#/components/schemas/WebhookChange";

  @Override
  public void customise(OpenAPI document) {
    Components components = document.getComponents();
    Schema<?> registration = components.getSchemas().get(Registration.class.getSimpleName());
    if (registration != null) {
      Schema<?> change = new ObjectSchema();
      registration.getProperties().forEach(change::addProperty);
      change.getProperties().remove("secret");
      components.addSchemas(WebhookChange.class.getSimpleName(), change);
    }
  }
}
