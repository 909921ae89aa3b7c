package dev.chasqui.sender.easywha;

import dev.chasqui.access.CallerAccounts;
import dev.chasqui.access.LargerBody;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.sender.call.CommandGateway;
import dev.chasqui.sender.call.FileDesk;
import dev.chasqui.sender.call.MessageDesk;
import dev.chasqui.sender.command.CommandBook;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** EasyWha's REST resources of the sender. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UploadProperties.class)
public class SenderEasyWha {

  private static final String SEND_MEDIA = WhatsAppController.PATH + WhatsAppController.SEND_MEDIA;
  private static final Duration PATIENCE_WITH_FILES = Duration.ofSeconds(10);

  @Bean
  UploadDirectory uploadDirectory(UploadProperties properties) {
    return UploadDirectory.at(properties.directory());
  }

  /** As many at once as the disk has to have room for. */
  @Bean
  LargerBody mediaBodies(UploadProperties properties) {
    return new LargerBody(
        SEND_MEDIA,
        MediaForm.MOST_BYTES,
        properties.atOnce(),
        PATIENCE_WITH_FILES,
        properties.timeout());
  }

  @Bean
  WhatsAppController whatsAppController(
      CallerAccounts accounts,
      CommandGateway gateway,
      CommandBook commands,
      UploadDirectory directory,
      FileDesk files) {
    MessageDesk messages = new MessageDesk(gateway, commands, SenderEasyWha::isAnswer);
    return new WhatsAppController(accounts, new WhatsAppDesk(messages, commands), directory, files);
  }

  /** What WhatsApp's id comes with, or what says that it will not come soon. */
  private static boolean isAnswer(CommandResult result) {
    return result.getIsFinal() || result.getStatus() == CommandStatus.HELD;
  }
}
