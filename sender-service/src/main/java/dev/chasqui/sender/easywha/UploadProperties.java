package dev.chasqui.sender.easywha;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of files that come inside calls, {@code chasqui.sender.uploads.*}. Immutable.
 *
 * @param directory where they are while they are sent on
 * @param atOnce how many may be there at once, each of up to 100 MB
 * @param timeout within which one has to arrive
 */
@ConfigurationProperties("chasqui.sender.uploads")
record UploadProperties(
    Path directory, @DefaultValue("16") int atOnce, @DefaultValue("5m") Duration timeout) {

  UploadProperties {
    if (atOnce < 1) {
      throw new IllegalArgumentException(
          "chasqui.sender.uploads.at-once (CHASQUI_UPLOADS_AT_ONCE) must be at least 1");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException(
          "chasqui.sender.uploads.timeout (CHASQUI_UPLOAD_TIMEOUT) must be above 0");
    }
  }
}
