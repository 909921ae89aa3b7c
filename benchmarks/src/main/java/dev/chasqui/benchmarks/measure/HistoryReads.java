package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.event.HistoryBatch;
import dev.chasqui.benchmarks.system.HistoryApi;
import dev.chasqui.benchmarks.system.HistorySystem;
import dev.chasqui.benchmarks.system.Waiting;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How long clients wait for pages of chats and of messages. */
public final class HistoryReads {

  private static final JsonMapper JSON = new JsonMapper();

  private final HistorySystem system;
  private final HistorySizes sizes;
  private final HistoryIngest ingest;
  private final Consumer<String> progress;
  private final List<String> cursors = new ArrayList<>();
  private final List<Long> chats = new ArrayList<>();
  private final List<Long> longChats = new ArrayList<>();

  public HistoryReads(
      HistorySystem system, HistorySizes sizes, HistoryIngest ingest, Consumer<String> progress) {
    this.system = system;
    this.sizes = sizes;
    this.ingest = ingest;
    this.progress = progress;
  }

  /** What is read. */
  public enum Kind {
    NEWEST_CHATS("the newest 100 chats"),
    OTHER_CHATS("100 chats from anywhere in the list"),
    NEWEST_MESSAGES("the newest 50 messages of any chat"),
    OTHER_MESSAGES("50 messages from anywhere in a long chat");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /**
   * Pages of one kind.
   *
   * @param beside whether messages came in meanwhile
   * @param micros how long each took
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Pages(Kind kind, boolean beside, long[] micros) {

    /** What a share of all is not above, in milliseconds. */
    public double millis(double share) {
      return Stats.percentile(micros, share) / 1_000.0;
    }
  }

  /** What was found. */
  public record Figures(int clients, int besidePerSecond, List<Pages> pages) {}

  public Figures measure() {
    walk();
    List<Pages> found = new ArrayList<>();
    for (int i = 0; i < sizes.warmUps(); i++) {
      for (Kind kind : Kind.values()) {
        read(kind);
      }
    }
    for (boolean beside : List.of(false, true)) {
      for (Kind kind : Kind.values()) {
        long[] micros = beside ? readBeside(kind) : read(kind);
        Pages pages = new Pages(kind, beside, micros);
        found.add(pages);
        progress.accept(
            "  %s%s: p50 %.1f ms, p99 %.1f ms, %,d read"
                .formatted(
                    kind.title(),
                    beside ? ", while others are written" : "",
                    pages.millis(0.5),
                    pages.millis(0.99),
                    micros.length));
      }
    }
    return new Figures(sizes.clients(), sizes.besidePerSecond(), found);
  }

  /** Through all chats, page by page, as a client does. */
  private void walk() {
    HistoryApi api = system.api();
    String query = "?limit=500";
    while (!query.isEmpty()) {
      JsonNode page = JSON.readTree(api.get(api.chats() + query));
      page.path("chats").forEach(this::keep);
      String next = page.path("next").asString("");
      query = next.isEmpty() ? "" : "?limit=500&before=" + encoded(next);
      if (!next.isEmpty()) {
        cursors.add(next);
      }
    }
    if (chats.size() != sizes.chats()) {
      throw new IllegalStateException("There are %,d chats".formatted(chats.size()));
    }
  }

  private void keep(JsonNode chat) {
    long id = chat.path("id").asLong();
    chats.add(id);
    String lastLong = HistoryBatch.person(HistoryBatch.LONG_CHATS - 1);
    if (chat.path("contact_number").asString("").compareTo(lastLong) <= 0) {
      longChats.add(id);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String path(Kind kind, HistoryApi api, Random random) {
    return switch (kind) {
      case NEWEST_CHATS -> api.chats();
      case OTHER_CHATS -> api.chats() + "?before=" + encoded(any(cursors, random));
      case NEWEST_MESSAGES -> api.messages(any(chats, random));
      case OTHER_MESSAGES ->
          api.messages(any(longChats, random))
              + "&before="
              + HistoryBatch.time(1 + random.nextInt(sizes.messages())).toEpochMilli();
    };
  }

  private static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private long[] read(Kind kind) {
    long until = System.nanoTime() + sizes.readFor().toNanos();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<List<Long>>> all =
          IntStream.range(0, sizes.clients())
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> read(kind, i, until), clients))
              .toList();
      return all.stream()
          .flatMap(client -> client.join().stream())
          .mapToLong(Long::longValue)
          .toArray();
    }
  }

  private List<Long> read(Kind kind, int client, long until) {
    HistoryApi api = system.api();
    Random random = new Random(client);
    List<Long> micros = new ArrayList<>();
    while (System.nanoTime() < until) {
      String path = path(kind, api, random);
      long began = System.nanoTime();
      var _ = api.get(path);
      micros.add((System.nanoTime() - began) / 1_000);
    }
    return micros;
  }

  private long[] readBeside(Kind kind) {
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(done));
    try {
      return read(kind);
    } finally {
      done.set(true);
      writing.join();
    }
  }

  private void write(AtomicBoolean done) {
    HistoryBatch batch =
        ingest.nextBatch((int) (sizes.besidePerSecond() * (sizes.readFor().toSeconds() + 60)));
    long began = System.nanoTime();
    for (int i = 0; i < batch.size() && !done.get(); i++) {
      Waiting.untilNanos(began + i * 1_000_000_000L / sizes.besidePerSecond());
      system.source().produce(batch, batch.from() + i);
    }
  }
}
