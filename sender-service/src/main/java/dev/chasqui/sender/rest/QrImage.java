package dev.chasqui.sender.rest;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws QR codes (ISO/IEC 18004), with the margin that readers need. Pure. */
final class QrImage {

  /** Pixels of a side: at least three for each module of a code that links a phone. */
  private static final int SIDE = 400;

  private static final int BLACK = 0xFF000000;
  private static final int WHITE = 0xFFFFFFFF;

  private QrImage() {}

  /**
   * A PNG, which is nowhere kept.
   *
   * @param text up to 1,500 ASCII characters
   */
  static byte[] png(String text) {
    try {
      BitMatrix modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, SIDE, SIDE);
      return png(drawn(modules));
    } catch (WriterException e) {
      throw new IllegalArgumentException("no QR code can hold the text", e);
    }
  }

  private static BufferedImage drawn(BitMatrix modules) {
    BufferedImage image =
        new BufferedImage(modules.getWidth(), modules.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < modules.getHeight(); y++) {
      for (int x = 0; x < modules.getWidth(); x++) {
        image.setRGB(x, y, modules.get(x, y) ? BLACK : WHITE);
      }
    }
    return image;
  }

  /** In memory: what ImageIO chooses itself may be a file, and the code is a secret. */
  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this Java writes no PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
