package dev.chasqui.sender.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTypeTest {

  /**
   * @param hex the first bytes
   */
  private static String type(String hex, @Nullable String name) {
    byte[] bytes = new byte[4096];
    byte[] first = HexFormat.of().parseHex(hex.replace(" ", ""));
    System.arraycopy(first, 0, bytes, 0, first.length);
    return FileType.forWhatsApp(bytes, name);
  }

  private static String ofText(String text, @Nullable String name) {
    return FileType.forWhatsApp(text.getBytes(ISO_8859_1), name);
  }

  @ParameterizedTest
  @CsvSource({
    "ffd8ffe000104a464946, image/jpeg",
    "89504e470d0a1a0a0000000d, image/png",
    "52494646 24000000 57454250 56503820, image/webp",
    "00000018 66747970 6d703432, video/mp4",
    "00000018 66747970 69736f6d, video/mp4",
    "00000018 66747970 69736f35, video/mp4",
    "00000018 66747970 61766331, video/mp4",
    "00000018 66747970 4d345620, video/mp4",
    "00000014 66747970 33677035, video/3gpp",
    "00000018 66747970 4d344120, audio/mp4",
    "49443303000000000000, audio/mpeg",
    "fffb9064, audio/mpeg",
    "fff15080, audio/aac",
    "2321414d520a, audio/amr",
    "4f67675300020000000000000000000000000000000000000000 00 01 4f70757348656164, audio/ogg",
    "255044462d312e370a, application/pdf",
  })
  void theBytesSayWhatItIs(String hex, String expected) {
    assertThat(type(hex, null)).isEqualTo(expected);
    assertThat(type(hex, "other.docx")).isEqualTo(expected);
    assertThat(MediaKind.of(expected)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "474946383961, image/gif",
    "00000014 66747970 71742020, video/quicktime",
    "1a45dfa3a34286810142f7810142f2810442f381084282847765626d, application/x-matroska",
    "52494646 24000000 57415645 666d7420, audio/vnd.wave",
    "504b0304140000000000, application/zip",
    "4d5a90000300000004000000ffff0000, application/x-msdownload",
    "00000000, application/octet-stream",
  })
  void whatWhatsAppDoesNotTakeIsNotMadeSomethingElseByItsName(String hex, String expected) {
    for (String name : new String[] {"a.jpg", "a.pdf", "a.mp3"}) {
      String type = type(hex, name);
      assertThat(MediaKind.of(type)).as(type).isEmpty();
    }
    assertThat(type(hex, null)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "d0cf11e0a1b11ae1, informe.doc, application/msword",
    "d0cf11e0a1b11ae1, Tabla.XLS, application/vnd.ms-excel",
    "d0cf11e0a1b11ae1, a.b.ppt, application/vnd.ms-powerpoint",
  })
  void oldFilesOfOfficeAreToldApartByTheirNames(String hex, String name, String expected) {
    assertThat(type(hex, name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "docx, wordprocessingml.document",
    "xlsx, spreadsheetml.sheet",
    "pptx, presentationml.presentation"
  })
  void soAreTheNewOnes(String extension, String expected) throws IOException {
    for (String first : new String[] {"[Content_Types].xml", "docProps/app.xml"}) {
      String type = FileType.forWhatsApp(zip(first), "Año #1 ¿qué?." + extension);
      assertThat(type).isEqualTo("application/vnd.openxmlformats-officedocument." + expected);
      assertThat(MediaKind.of(type)).contains(MediaKind.DOCUMENT);
    }
  }

  private static byte[] zip(String firstEntry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(firstEntry));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt", "a.csv", "a.json", "a.md", "a.pdf", "a.jpg", "a"})
  void aTextIsATextWhateverItsName(String name) {
    assertThat(ofText("a,b\n1,2\n", name)).isEqualTo("text/plain");
  }

  @Test
  void pagesAndProgramsAreTextsToo() {
    assertThat(ofText("<html><body>Hola</body></html>", "a.html")).isEqualTo("text/plain");
    assertThat(ofText("<?xml version=\"1.0\"?><a/>", "a.xml")).isEqualTo("text/plain");
    assertThat(ofText("{\"a\":1}", null)).isEqualTo("text/plain");
  }
}
