package dev.chasqui.simulator.media;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.GraphPaths;
import dev.chasqui.simulator.graph.Json;
import dev.chasqui.simulator.numbers.Access;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import tools.jackson.databind.node.ObjectNode;

/** Upload and download. */
@RestController
class MediaController {
  private final Access access;
  private final MediaStore store;
  private final MediaUrls urls;

  MediaController(Access access, MediaStore store, MediaUrls urls) {
    this.access = access;
    this.store = store;
    this.urls = urls;
  }

  @PostMapping({GraphPaths.VERSIONED + "/media", GraphPaths.UNVERSIONED + "/media"})
  ObjectNode upload(@PathVariable String id, HttpServletRequest request) throws IOException {
    var number = access.number(request, id);
    if (!Objects.equals(request.getParameter("messaging_product"), "whatsapp")) {
      throw GraphError.invalidParameter("The parameter messaging_product is required, whatsapp")
          .toException();
    }
    var file = file(request);
    var mimeType = mimeType(request, file);
    requireAllowed(mimeType, file.getSize());
    var media = store.upload(number.phoneNumberId(), mimeType, file.getBytes());
    return Json.object().put("id", media.id());
  }

  /** With the token; without, or when the URL is too old, there is nothing here. */
  @GetMapping(MediaUrls.PATH)
  ResponseEntity<Resource> download(
      @RequestParam String mid,
      @RequestParam long ext,
      @RequestParam String hash,
      HttpServletRequest request) {
    var opened = access.numbers(request);
    var media =
        urls.isValid(mid, ext, hash)
            ? store.find(mid).filter(m -> MediaNode.isSeen(m, opened))
            : Optional.<Media>empty();
    return media
        .map(
            m ->
                ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType(m.mimeType()))
                    .<Resource>body(new ByteArrayResource(m.bytes())))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  /** The file, whatever its field is called: some SDKs name the field after the file. */
  private static MultipartFile file(HttpServletRequest request) {
    if (request instanceof MultipartHttpServletRequest multipart) {
      var files = multipart.getFileMap().values().iterator();
      if (files.hasNext()) {
        return files.next();
      }
    }
    throw GraphError.invalidParameter("The parameter file is required.").toException();
  }

  private static String mimeType(HttpServletRequest request, MultipartFile file) {
    var ofPart = file.getContentType();
    if (ofPart != null && !ofPart.equals(MediaType.APPLICATION_OCTET_STREAM_VALUE)) {
      return ofPart;
    }
    @Nullable String type = request.getParameter("type");
    return type == null ? MediaType.APPLICATION_OCTET_STREAM_VALUE : type;
  }

  private static void requireAllowed(String mimeType, long size) {
    var kind =
        MediaKind.of(mimeType)
            .orElseThrow(
                () ->
                    GraphError.invalidParameter(
                            "Param file must be a file of a supported type, got " + mimeType)
                        .toException());
    if (size > kind.maxBytes()) {
      throw GraphError.invalidParameter(
              "Param file must be at most " + kind.maxBytes() + " bytes for " + mimeType)
          .toException();
    }
  }
}
