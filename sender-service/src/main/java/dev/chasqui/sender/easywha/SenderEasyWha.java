package dev.chasqui.sender.easywha;

import dev.chasqui.access.CallerAccounts;
import dev.chasqui.access.LargerBody;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.sender.call.CommandGateway;
import dev.chasqui.sender.call.FileDesk;
import dev.chasqui.sender.call.MessageDesk;
import dev.chasqui.sender.command.CommandBook;
import jakarta.servlet.MultipartConfigElement;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** EasyWha's REST resources of the sender. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UploadProperties.class)
public class SenderEasyWha {

  private static final String SEND_MEDIA = WhatsAppController.PATH + WhatsAppController.SEND_MEDIA;
  private static final Duration PATIENCE_WITH_FILES = Duration.ofSeconds(10);

  @Bean
  UploadDirectory uploadDirectory(UploadProperties properties) {
    return UploadDirectory.in(properties.directory(), Clock.systemUTC());
  }

  /**
   * A servlet of its own takes forms: with one for all paths, whatever came to any other as a form
   * would be written to the disk. The container cuts off what is too large.
   */
  @Bean
  ServletRegistrationBean<DispatcherServlet> mediaServlet(
      WebApplicationContext context, UploadDirectory directory) {
    var servlet = new ServletRegistrationBean<>(new DispatcherServlet(context), SEND_MEDIA);
    servlet.setName("media");
    servlet.setMultipartConfig(
        new MultipartConfigElement(
            directory.path().toString(), MediaForm.MOST_BYTES, MediaForm.MOST_BYTES, 0));
    return servlet;
  }

  /** As many at once as the disk has to have room for. */
  @Bean
  LargerBody mediaBodies(UploadProperties properties) {
    return new LargerBody(
        SEND_MEDIA, MediaForm.MOST_BYTES, properties.atOnce(), PATIENCE_WITH_FILES);
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
