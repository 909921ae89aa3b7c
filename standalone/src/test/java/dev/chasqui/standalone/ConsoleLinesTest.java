package dev.chasqui.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class ConsoleLinesTest {

  private final Logger logger = new LoggerContext().getLogger("chasqui.flow");

  @Test
  void aMovementIsOneLineWithoutTheMessagesIdOrAnythingElseThatNamesAPerson() {
    String line =
        line(
            new KeyValuePair("step", "result"),
            new KeyValuePair("accountId", 1),
            new KeyValuePair("commandId", "job-42"),
            new KeyValuePair("status", "SENT"),
            new KeyValuePair("messageId", "wamid.HBgMNTczMDAxMjAwMDAy"),
            new KeyValuePair("to", "573001200002"));

    assertThat(line)
        .containsPattern("result +WhatsApp -> backend +sent +account 1 {2}command job-42\\R")
        .doesNotContain("wamid", "573001200002");
  }

  @Test
  void whatHasNoStatusIsShownWithItsType() {
    String line =
        line(
            new KeyValuePair("step", "inbound"),
            new KeyValuePair("accountId", 1),
            new KeyValuePair("type", "session.status"));

    assertThat(line).containsPattern("inbound +WhatsApp -> backend +session.status +account 1\\R");
  }

  @Test
  void anErrorIsOneLineWithItsCause() {
    Exception thrown = new IllegalStateException("outer", new RuntimeException("the\ncause"));

    assertThat(new AlertLayout().doLayout(event(Level.ERROR, "It failed", thrown)))
        .endsWith("ERROR    It failed: RuntimeException: the | cause" + System.lineSeparator());
  }

  @Test
  void aWarningThatRepeatsIsShownOnceInAWhile() {
    RepeatFilter filter = new RepeatFilter();
    LoggingEvent first = event(Level.WARN, "It is down", null);
    LoggingEvent soon = event(Level.WARN, "It is down", null);
    LoggingEvent later = event(Level.WARN, "It is down", null);
    first.setInstant(Instant.ofEpochSecond(100));
    soon.setInstant(Instant.ofEpochSecond(101));
    later.setInstant(Instant.ofEpochSecond(120));

    assertThat(filter.decide(first)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(filter.decide(soon)).isEqualTo(FilterReply.DENY);
    assertThat(filter.decide(later)).isEqualTo(FilterReply.NEUTRAL);
  }

  private String line(KeyValuePair... values) {
    LoggingEvent event = event(Level.INFO, "", null);
    event.setKeyValuePairs(List.of(values));
    return new FlowLayout().doLayout(event);
  }

  private LoggingEvent event(Level level, String message, @Nullable Exception thrown) {
    return new LoggingEvent(ConsoleLinesTest.class.getName(), logger, level, message, thrown, null);
  }
}
