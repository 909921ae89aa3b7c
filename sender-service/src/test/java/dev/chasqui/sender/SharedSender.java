package dev.chasqui.sender;

import dev.chasqui.testing.TestServers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one sender that they share; they keep apart by accounts of their own. */
final class SharedSender implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SenderFixture.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(SenderFixture.class, _ -> start(), SenderFixture.class);
  }

  private static SenderFixture start() {
    var registry = CompletableFuture.supplyAsync(TestServers::registry);
    var database = CompletableFuture.supplyAsync(TestServers::newDatabase);
    return new SenderFixture(
        TestServers.kafka().bootstrapServers(), registry.join().url(), database.join());
  }
}
