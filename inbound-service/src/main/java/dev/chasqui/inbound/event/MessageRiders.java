package dev.chasqui.inbound.event;

import dev.chasqui.schemas.MessageContext;
import dev.chasqui.schemas.Referral;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what rides on a message of any type. Pure. */
final class MessageRiders {

  private MessageRiders() {}

  static @Nullable MessageContext context(JsonNode context) {
    if (context.isEmpty()) {
      return null;
    }
    JsonNode product = context.path("referred_product");
    return MessageContext.newBuilder()
        .setMessageId(Json.text(context, "id"))
        .setFrom(Json.text(context, "from"))
        .setForwarded(Json.flag(context, "forwarded") || Json.flag(context, "frequently_forwarded"))
        .setFrequentlyForwarded(Json.flag(context, "frequently_forwarded"))
        .setCatalogId(Json.text(product, "catalog_id"))
        .setProductRetailerId(Json.text(product, "product_retailer_id"))
        .build();
  }

  static @Nullable Referral referral(JsonNode referral) {
    return referral.isEmpty()
        ? null
        : Referral.newBuilder()
            .setSourceUrl(Json.text(referral, "source_url"))
            .setSourceId(Json.text(referral, "source_id"))
            .setSourceType(Json.text(referral, "source_type"))
            .setHeadline(Json.text(referral, "headline"))
            .setBody(Json.text(referral, "body"))
            .setCtwaClid(Json.text(referral, "ctwa_clid"))
            .build();
  }
}
