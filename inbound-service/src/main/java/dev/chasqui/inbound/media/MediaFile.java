package dev.chasqui.inbound.media;

import org.jspecify.annotations.Nullable;

/**
 * A received file, as its message tells of it. Immutable.
 *
 * @param accountId the account that received it
 * @param mediaId WhatsApp's, to fetch it by
 * @param filename null if it has none
 */
record MediaFile(long accountId, String mediaId, @Nullable String filename) {}
