package dev.chasqui.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackDataTest {

  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void aCommandAndItsTraceComeBack() {
    CallbackData data = new CallbackData("order 7", TRACE);

    assertThat(CallbackData.parse(data.text())).isEqualTo(data);
    assertThat(data.text()).startsWith("order 7").hasSizeLessThan(512);
  }

  @ParameterizedTest
  @ValueSource(strings = {"order 7", "", " ", TRACE, "order 7 00-0af7-b7ad-01"})
  void whatHasNoTraceIsACommandsId(String text) {
    assertThat(CallbackData.parse(text)).isEqualTo(new CallbackData(text, null));
    assertThat(new CallbackData(text, null).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"order 7 " + TRACE, "order 7 -", "order 7 - -"})
  void anIdThatEndsAsIfATraceFollowedComesBackWhole(String commandId) {
    CallbackData data = new CallbackData(commandId, null);

    assertThat(CallbackData.parse(data.text())).isEqualTo(data);
  }
}
