package dev.chasqui.inbound.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What is known of a message does not depend on who tells first, or twice. */
class MessageFactsTest {

  @Property
  void neitherOrderNorRepetitionMatters(
      @ForAll("facts") MessageFacts a,
      @ForAll("facts") MessageFacts b,
      @ForAll("facts") MessageFacts c) {
    MessageFacts all = a.and(b).and(c);

    assertThat(c.and(b).and(a)).isEqualTo(all);
    assertThat(b.and(c.and(a))).isEqualTo(all);
    assertThat(all.and(a)).isEqualTo(all);
    assertThat(all.and(all)).isEqualTo(all);
  }

  @Property
  void aStatusOnlyMovesForward(@ForAll("facts") MessageFacts a, @ForAll("facts") MessageFacts b) {
    assertThat(a.and(b).standing().rank).isGreaterThanOrEqualTo(a.standing().rank);
  }

  @Property
  void whatWasRevokedStaysSo(@ForAll("facts") MessageFacts a, @ForAll("facts") MessageFacts b) {
    MessageFacts gone = a.asRevoked().and(b);

    assertThat(gone.revoked()).isTrue();
    assertThat(gone.wording().text()).isNull();
    assertThat(gone.media()).isNull();
  }

  @Provide
  Arbitrary<MessageFacts> facts() {
    Arbitrary<Wording> wordings =
        Combinators.combine(times().injectNull(0.5), few("e"), few("t"))
            .as((at, by, text) -> new Wording(at, at == null ? null : by, text));
    Arbitrary<@Nullable Media> media =
        few("m").map(id -> id == null ? null : Media.of(id, "image/png", null));
    return Combinators.combine(
            Arbitraries.of(true, false),
            Combinators.combine(few("type"), few("wamid")).as(Pair::new),
            Combinators.combine(times(), times().injectNull(0.3)).as(Times::new),
            wordings,
            Arbitraries.of(true, false, false, false),
            media,
            Arbitraries.of(Standing.class),
            Arbitraries.of(true, false))
        .as(
            (outbound, ids, times, wording, revoked, file, standing, mark) ->
                new MessageFacts(
                    outbound,
                    ids.one(),
                    ids.other(),
                    times.sentAt(),
                    times.receivedAt(),
                    wording,
                    revoked,
                    file,
                    standing,
                    mark));
  }

  private record Pair(@Nullable String one, @Nullable String other) {}

  private record Times(Instant sentAt, @Nullable Instant receivedAt) {}

  private static Arbitrary<Instant> times() {
    return Arbitraries.integers().between(0, 3).map(Instant::ofEpochSecond);
  }

  private static Arbitrary<@Nullable String> few(String prefix) {
    return Arbitraries.integers().between(0, 2).map(i -> i == 0 ? null : prefix + i);
  }
}
