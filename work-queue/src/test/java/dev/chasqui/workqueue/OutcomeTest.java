package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.due;
import static dev.chasqui.workqueue.QueueFixture.item;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of finished items, and how items look to those who ask for them. */
class OutcomeTest {

  private final QueueFixture queue = QueueFixture.withManualClock();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void anOutcomeTakesThePlaceOfThePayload() {
    queue.enqueue(due("lane", "done"), due("lane", "failed"), due("lane", "plain"));
    List<Lease> leases = queue.claimAll();
    queue.settle(
        new Settlement.Complete(leases.get(0), "sent".getBytes(UTF_8), false),
        new Settlement.Fail(leases.get(1), "no", "refused".getBytes(UTF_8), true),
        new Settlement.Complete(leases.get(2)));
    queue.enqueue(
        item("lane", "recorded", null, new Start.Finished(false, "late".getBytes(UTF_8))));

    assertThat(find("done").payload()).asString(UTF_8).isEqualTo("sent");
    assertThat(find("failed").payload()).asString(UTF_8).isEqualTo("refused");
    assertThat(find("plain").payload()).isNull();
    assertThat(find("recorded").payload()).asString(UTF_8).isEqualTo("late");
  }

  @Test
  void anOutcomeIsKeptLaterButOnlyOfWhatIsFinishedAndUntilThePurge() {
    queue.enqueue(due("lane", "done"), due("lane", "flying"));
    queue.complete(queue.claimAll().subList(0, 1));
    queue.enqueue(due("lane", "waiting"), due("lane", "cancelled"));
    queue.transaction(tx -> queue.one.cancel(tx, List.of("cancelled")));

    keep("done", "flying", "waiting", "cancelled", "unknown");

    assertThat(find("done").payload()).asString(UTF_8).isEqualTo("outcome of done");
    assertThat(find("cancelled").payload()).asString(UTF_8).isEqualTo("outcome of cancelled");
    assertThat(find("flying").payload()).asString(UTF_8).isEqualTo("work of flying");
    assertThat(find("waiting").payload()).asString(UTF_8).isEqualTo("work of waiting");
    queue.advance(Duration.ofSeconds(1));
    assertThat(queue.one.purge(queue.now(), 10)).isEqualTo(2);
    assertThat(queue.one.find(List.of("done", "cancelled"))).isEmpty();
  }

  private void keep(String... keys) {
    Map<String, byte[]> outcomes = new HashMap<>();
    for (String key : keys) {
      outcomes.put(key, ("outcome of " + key).getBytes(UTF_8));
    }
    queue.transaction(
        tx -> {
          queue.two.keep(tx, outcomes);
          return true;
        });
  }

  @Test
  void anItemIsFoundAsItStands() {
    queue.enqueue(due("lane", "first", "g"), due("lane", "held", "g"), due("other", "failed"));
    for (Lease lease : queue.claimAll()) {
      queue.settle(
          lease.key().equals("failed")
              ? new Settlement.Fail(lease, "no")
              : new Settlement.RetryAt(lease, queue.now().plusSeconds(9), "busy", true));
    }
    queue.enqueue(due("lane", "cancelled"), due("lane", "flying"));
    queue.transaction(tx -> queue.one.cancel(tx, List.of("cancelled")));
    queue.claimAll();

    Item first = find("first");
    assertThat(first)
        .matches(it -> it.lane().equals("lane") && "g".equals(it.group()) && it.attempt() == 1)
        .matches(it -> it.state() == Item.State.WAITING && "busy".equals(it.reason()))
        .matches(it -> it.due().equals(queue.now().plusSeconds(9)) && it.finishedAt() == null);
    assertThat(first.payload()).asString(UTF_8).isEqualTo("work of first");
    assertThat(find("held").state()).isEqualTo(Item.State.WAITING);
    assertThat(find("flying").state()).isEqualTo(Item.State.LEASED);
    assertThat(find("cancelled").state()).isEqualTo(Item.State.CANCELLED);
    assertThat(find("failed"))
        .matches(it -> it.lane().equals("other") && it.state() == Item.State.FAILED)
        .matches(it -> "no".equals(it.reason()) && queue.now().equals(it.finishedAt()));
    assertThat(queue.one.find(List.of("first", "unknown", "held"))).hasSize(2);
  }

  @Test
  void whatIsCancelledIsReturnedAsItWas() {
    queue.enqueue(due("lane", "a", "g"), due("lane", "b", "g"), due("lane", "flying"));
    List<Lease> leases = queue.claimAll();
    queue.settle(new Settlement.RetryAt(leases.getFirst(), queue.now(), "busy", true));

    List<Item> cancelled =
        queue.transaction(tx -> queue.two.cancel(tx, List.of("a", "b", "flying", "unknown")));

    assertThat(cancelled).extracting(Item::key).containsExactlyInAnyOrder("a", "b");
    assertThat(cancelled)
        .allMatch(it -> it.state() == Item.State.WAITING && it.finishedAt() == null)
        .allSatisfy(
            it -> assertThat(it.payload()).asString(UTF_8).isEqualTo("work of " + it.key()));
    assertThat(find("a"))
        .matches(it -> it.state() == Item.State.CANCELLED && it.payload() == null)
        .matches(it -> queue.now().equals(it.finishedAt()));
    assertThat(queue.<List<Item>>transaction(tx -> queue.one.cancel(tx, List.of("a")))).isEmpty();
  }

  private Item find(String key) {
    return queue.two.find(List.of(key)).getFirst();
  }
}
