package dev.chasqui.sender.easywha;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The fields of {@code POST /api/whatsapp/sendMedia}, for the document; {@link MediaForm} reads.
 */
@Schema(requiredProperties = {"file", "accountId", "number"})
record MediaFields(
    @Schema(type = "string", format = "binary", description = "El archivo, con su nombre")
        String file,
    @Schema(description = "ID de la cuenta emisora", example = "123") long accountId,
    @Schema(description = "Número de destino o JID", example = "5219991234567") String number,
    @Schema(description = "Texto que acompaña al archivo", example = "Mira esta imagen")
        @Nullable String caption) {}
