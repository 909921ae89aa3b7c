package dev.chasqui.testing;

/** What EasyWha's page has for its readers to copy into programs of Node.js, as it stands. */
public final class EasyWhaLines {

  private static final String DECRYPT =
      """
      const crypto = require('crypto');
      const API_KEY = 'tu_client_secret';

      app.post('/webhook', (req, res) => {
        const { iv, data } = req.body;
        try {
          const key = Buffer.from(API_KEY, 'hex');
          const ivBuffer = Buffer.from(iv, 'hex');
          const decipher = crypto.createDecipheriv('aes-256-cbc', key, ivBuffer);
          let decrypted = decipher.update(data, 'hex', 'utf8');
          decrypted += decipher.final('utf8');
         \s
          const message = JSON.parse(decrypted);
          console.log("Mensaje:", message);
          res.sendStatus(200);
        } catch (e) {
          res.sendStatus(400);
        }
      });
      """;

  private EasyWhaLines() {}

  /** Section 4.2: decrypts a webhook; {@code app} is express' or stands for it. */
  public static String decrypt(String clientSecret) {
    return DECRYPT.replace("tu_client_secret", clientSecret);
  }
}
