package dev.chasqui.relay;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.security.Security;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What this JVM resolves names by: some are made by tests, with an answer for each look-up; all
 * others are the system's. Thread-safe.
 */
public final class ChangingNames extends InetAddressResolverProvider {

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Map<String, Queue<InetAddress>> ANSWERS = new ConcurrentHashMap<>();

  /** For the JVM, which makes one before its first look-up. */
  public ChangingNames() {
    // Else it would keep each answer for half a minute.
    Security.setProperty("networkaddress.cache.ttl", "0");
  }

  /** A new name; the last of the answers is for all look-ups that follow. */
  static String of(InetAddress... answers) {
    String name = "changing-%d.test".formatted(NUMBERS.incrementAndGet());
    ANSWERS.put(name, new ArrayDeque<>(List.of(answers)));
    return name;
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new Resolver(configuration.builtinResolver());
  }

  @Override
  public String name() {
    return "names that change";
  }

  private record Resolver(InetAddressResolver system) implements InetAddressResolver {

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      Queue<InetAddress> answers = ANSWERS.get(host);
      return answers == null ? system.lookupByName(host, policy) : Stream.of(next(answers));
    }

    private static InetAddress next(Queue<InetAddress> answers) {
      synchronized (answers) {
        return answers.size() == 1 ? answers.element() : answers.remove();
      }
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      return system.lookupByAddress(address);
    }
  }
}
