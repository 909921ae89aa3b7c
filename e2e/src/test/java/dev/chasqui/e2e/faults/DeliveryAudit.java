package dev.chasqui.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.faults.NumberedEvents.Published;
import dev.chasqui.e2e.faults.Receipts.Receipt;
import dev.chasqui.e2e.faults.RelayDatabase.Standing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what was published, what was received and what is written down. For one thread.
 *
 * @param published by the events' number
 * @param queued the deliveries to the webhooks that are in the queue, by key
 * @param logged all of them, in the log
 * @param inFlightAtKills the keys of deliveries that were, and at how many kills
 */
record DeliveryAudit(
    List<Hook> hooks,
    List<Published> published,
    List<Receipt> receipts,
    Map<String, Standing> queued,
    Map<String, Standing> logged,
    Map<String, Integer> inFlightAtKills) {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryAudit.class);

  /**
   * Nothing is lost, what is said to be delivered is, nothing comes twice but what was in flight at
   * a kill, and it is called the same then, and each chat is in order where that is asked for.
   */
  void check() {
    Map<String, Hook> expected = expected();
    Map<String, Integer> accepted = accepted();
    LOG.info(
        "{} deliveries: {}; {} in flight at kills, {} received again",
        expected.size(),
        logged.values().stream().collect(Collectors.groupingBy(s -> s, Collectors.counting())),
        inFlightAtKills.values().stream().mapToInt(i -> i).sum(),
        accepted.values().stream().mapToInt(times -> times - 1).sum());

    assertThat(inFlightAtKills).as("in flight at kills").isNotEmpty();
    assertThat(logged.keySet()).isEqualTo(expected.keySet());
    assertThat(queued.keySet())
        .filteredOn(key -> !expected.containsKey(key))
        .as("in the queue, and of no event")
        .isEmpty();
    assertThat(expected)
        .as("not delivered though somebody is there")
        .allSatisfy(
            (key, hook) -> {
              if (hook.isAlive()) {
                assertThat(logged.get(key)).isEqualTo(Standing.DELIVERED);
                assertThat(queued.getOrDefault(key, Standing.DELIVERED))
                    .as("in the queue")
                    .isEqualTo(Standing.DELIVERED);
              }
            });
    assertThat(logged.keySet())
        .filteredOn(key -> logged.get(key) == Standing.DELIVERED && !accepted.containsKey(key))
        .as("said to be delivered, and never accepted")
        .isEmpty();
    assertThat(accepted.entrySet())
        .filteredOn(it -> it.getValue() > 1 + inFlightAtKills.getOrDefault(it.getKey(), 0))
        .as("accepted more often than once and once for each kill that met it in flight")
        .isEmpty();
    assertThat(receipts)
        .filteredOn(it -> !it.webhookId().equals(published.get(it.event()).id()))
        .as("not under its event's id")
        .isEmpty();
    hooks.stream().filter(Hook::ordered).forEach(this::checkOrder);
  }

  private Map<String, Hook> expected() {
    Map<String, Hook> expected = new HashMap<>();
    for (Hook hook : hooks) {
      published.stream().filter(hook::wants).forEach(event -> expected.put(hook.key(event), hook));
    }
    return expected;
  }

  /** How often each was, by key. */
  private Map<String, Integer> accepted() {
    Map<String, Integer> accepted = new HashMap<>();
    for (Receipt receipt : receipts) {
      if (receipt.accepted()) {
        String key = hooks.get(receipt.hook()).key(published.get(receipt.event()));
        accepted.merge(key, 1, Integer::sum);
      }
    }
    return accepted;
  }

  /** What comes again comes before the next of its chat: so numbers never go down. */
  private void checkOrder(Hook hook) {
    Map<String, List<Integer>> byChat =
        receipts.stream()
            .filter(it -> it.hook() == hook.number())
            .collect(
                Collectors.groupingBy(
                    it -> published.get(it.event()).chat(),
                    Collectors.mapping(Receipt::event, Collectors.toList())));
    assertThat(byChat)
        .isNotEmpty()
        .allSatisfy((chat, numbers) -> assertThat(numbers).as(chat).isSorted());
  }
}
