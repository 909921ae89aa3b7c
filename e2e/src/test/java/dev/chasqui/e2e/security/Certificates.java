package dev.chasqui.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Certificates of an authority of the test's own, made by the JDK's keytool, as PEM files. */
final class Certificates {

  private static final String KEYTOOL =
      Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
  private static final String PASSWORD = "changeit";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path directory;
  private final Path store;

  Certificates(Path directory) {
    this.directory = directory;
    this.store = directory.resolve("keys.p12");
    keytool("ca", "-ext", "bc:critical=ca:true");
  }

  /** The authority's own certificate. */
  Path authority() {
    return write("ca.pem", chain("ca"));
  }

  /** A key and its certificate, for a server on 127.0.0.1 or a client. */
  Path issue(String name) {
    keytool(name, "-signer", "ca", "-ext", "san=ip:127.0.0.1");
    try {
      Key key = load().getKey(name, PASSWORD.toCharArray());
      return write(name + ".pem", pem("PRIVATE KEY", key.getEncoded()) + chain(name));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keytool(String alias, String... more) {
    List<String> command =
        new ArrayList<>(List.of(KEYTOOL, "-genkeypair", "-alias", alias, "-dname", "CN=" + alias));
    command.addAll(List.of("-keyalg", "EC", "-validity", "2", "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD, "-keystore", store.toString()));
    command.addAll(List.of(more));
    Command.Ended ended =
        new Command(directory, Map.of()).run(LIMIT, command.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  private String chain(String alias) {
    try {
      StringBuilder chain = new StringBuilder();
      for (Certificate certificate : load().getCertificateChain(alias)) {
        chain.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
      return chain.toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore load() throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pem(String what, byte[] encoded) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(what, lines.encodeToString(encoded));
  }

  private Path write(String name, String content) {
    try {
      return Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
