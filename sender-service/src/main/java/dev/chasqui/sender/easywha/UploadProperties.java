package dev.chasqui.sender.easywha;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of files that come inside calls, {@code chasqui.sender.uploads.*}. Immutable.
 *
 * @param directory where they are while they are sent on
 * @param atOnce how many may be there at once, each of up to 100 MB
 */
@ConfigurationProperties("chasqui.sender.uploads")
record UploadProperties(Path directory, @DefaultValue("16") int atOnce) {

  UploadProperties {
    if (atOnce < 1) {
      throw new IllegalArgumentException(
          "chasqui.sender.uploads.at-once (CHASQUI_UPLOADS_AT_ONCE) must be at least 1");
    }
  }
}
