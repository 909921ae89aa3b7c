package dev.chasqui.simulator.session;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the OpenAPI document of the session extension. */
@RestController
class ExtensionDocument {
  private static final String PATH = "/openapi/session-extension.yaml";

  @GetMapping(PATH)
  ResponseEntity<Resource> document() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_YAML)
        .body(new ClassPathResource(PATH));
  }
}
