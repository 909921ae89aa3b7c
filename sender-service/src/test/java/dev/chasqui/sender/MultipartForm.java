package dev.chasqui.sender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A form as clients write it (RFC 7578), which may carry files of any size. */
final class MultipartForm {

  static final String BOUNDARY = "a-boundary-of-tests";

  private final List<BodyPublisher> body = new ArrayList<>();

  /** A form with the fields that all have. */
  static MultipartForm to(TestAccount account, String number) {
    return new MultipartForm().field("accountId", account.id()).field("number", number);
  }

  MultipartForm field(String name, Object value) {
    return add("name=\"" + name + "\"", "", BodyPublishers.ofString(value.toString()));
  }

  /** A file that is said to be of no type. */
  MultipartForm file(String name, byte[] bytes) {
    return file(name, BodyPublishers.ofByteArray(bytes));
  }

  MultipartForm file(Path file) throws FileNotFoundException {
    return file(file.getFileName().toString(), BodyPublishers.ofFile(file));
  }

  private MultipartForm file(String name, BodyPublisher bytes) {
    return add(
        "name=\"file\"; filename=\"" + name + "\"",
        "Content-Type: application/octet-stream\r\n",
        bytes);
  }

  private MultipartForm add(String disposition, String headers, BodyPublisher content) {
    body.add(
        text(
            "--%s\r\nContent-Disposition: form-data; %s\r\n%s\r\n"
                .formatted(BOUNDARY, disposition, headers)));
    body.add(content);
    body.add(text("\r\n"));
    return this;
  }

  private static BodyPublisher text(String text) {
    return BodyPublishers.ofByteArray(text.getBytes(UTF_8));
  }

  String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  BodyPublisher body() {
    List<BodyPublisher> whole = new ArrayList<>(body);
    whole.add(text("--" + BOUNDARY + "--\r\n"));
    return BodyPublishers.concat(whole.toArray(BodyPublisher[]::new));
  }
}
