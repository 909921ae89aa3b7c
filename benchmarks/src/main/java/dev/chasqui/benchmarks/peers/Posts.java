package dev.chasqui.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chasqui.benchmarks.event.Routes;
import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.relay.event.EventJson;
import dev.chasqui.schemas.WhatsAppEvent;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Posts records to all addresses that want them, at once. Thread-safe. */
final class Posts {

  private final AvroDeserializer<WhatsAppEvent> events;
  private final Routes routes;
  private final Poster poster;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Posts(AvroDeserializer<WhatsAppEvent> events, Routes routes, Poster poster) {
    this.events = events;
    this.routes = routes;
    this.poster = poster;
  }

  /**
   * Returns once all have taken it.
   *
   * @throws IllegalStateException if one has not
   */
  void post(ConsumerRecord<byte[], byte[]> record) {
    WhatsAppEvent event = events.decode(record.value());
    byte[] body = EventJson.of(event).getBytes(UTF_8);
    List<URI> all = routes.all(event.getAccountId());
    boolean taken =
        all.size() == 1
            ? poster.post(all.getFirst(), event.getId(), body)
            : postAll(all, event.getId(), body);
    if (!taken) {
      throw new IllegalStateException("Not everybody has taken " + event.getId());
    }
  }

  private boolean postAll(List<URI> all, String id, byte[] body) {
    List<Callable<Boolean>> posts =
        all.stream().<Callable<Boolean>>map(to -> () -> poster.post(to, id, body)).toList();
    try {
      boolean taken = true;
      for (Future<Boolean> post : threads.invokeAll(posts)) {
        taken &= post.get();
      }
      return taken;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
