package dev.chasqui.simulator.media;

import dev.chasqui.simulator.numbers.BusinessNumber;
import dev.chasqui.simulator.numbers.NodeType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.node.ObjectNode;

/** Media by its id: resolving and deleting. Thread-safe. */
final class MediaNode implements NodeType {
  private final MediaStore store;
  private final MediaUrls urls;

  MediaNode(MediaStore store, MediaUrls urls) {
    this.store = store;
    this.urls = urls;
  }

  @Override
  public Optional<ObjectNode> read(
      String id, List<BusinessNumber> opened, HttpServletRequest request) {
    return seen(id, opened, request).map(media -> media.resolved(urls.url(base(request), id)));
  }

  @Override
  public boolean delete(String id, List<BusinessNumber> opened, HttpServletRequest request) {
    var media = seen(id, opened, request);
    media.ifPresent(m -> store.delete(m.id()));
    return media.isPresent();
  }

  private Optional<Media> seen(String id, List<BusinessNumber> opened, HttpServletRequest request) {
    var only = request.getParameter("phone_number_id");
    return store
        .find(id)
        .filter(media -> only == null || only.equals(media.phoneNumberId()))
        .filter(media -> isSeen(media, opened));
  }

  static boolean isSeen(Media media, List<BusinessNumber> opened) {
    return opened.stream().anyMatch(n -> n.phoneNumberId().equals(media.phoneNumberId()));
  }

  static String base(HttpServletRequest request) {
    return ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
  }
}
