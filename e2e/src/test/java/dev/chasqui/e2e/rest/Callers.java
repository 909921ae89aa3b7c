package dev.chasqui.e2e.rest;

import dev.chasqui.e2e.rest.Call.Part;
import dev.chasqui.e2e.rest.Document.Operation;

/**
 * The tenants that requests of all kinds come from. What an operation may take away (a session,
 * what waits, limits, a webhook) is not what another one needs.
 */
final class Callers {

  private static final String WRITER = "573005550003";

  private final GoodCalls good;
  private final String receiver;
  private final Api sending;
  private final Api subscribed;
  private final Api waiting;
  private final Api limited;
  private final Api linking;
  private final Api leaving;
  private final String webhook;
  private final String delivery;
  private final String replay;
  private final String chat;
  private final String file;

  /**
   * @param receiver the URL of one that answers webhooks
   */
  Callers(RestSystem system, GoodCalls good, String receiver) {
    this.good = good;
    this.receiver = receiver;
    this.sending = system.newTenant();
    this.subscribed = system.newTenant();
    this.waiting = system.newTenant();
    this.limited = system.newTenant();
    this.linking = system.newUnlinkedTenant();
    this.leaving = system.newTenant();
    Owner sender = new Owner(sending);
    this.webhook = sender.webhook(receiver);
    this.delivery = sender.delivery();
    this.replay = sender.replay(webhook);
    system.receiveImage(sending, WRITER);
    this.chat = sender.chat(WRITER);
    this.file = sender.file(chat);
    // Else there would soon be too many.
    sender.limit("{\"contactChecksPerMinute\":100000,\"recipientIntervalMillis\":0}");
    new Owner(waiting).holdMessages();
  }

  /** Whose request of this operation succeeds. */
  Api of(Operation operation) {
    String path = operation.path();
    return switch (path) {
      case "/api/account/limits" -> limited;
      case "/api/session/qr", "/api/session/qr/image" -> linking;
      case "/api/session/logout", "/api/session/restart" -> leaving;
      default -> of(path);
    };
  }

  private Api of(String path) {
    if (path.startsWith("/api/commands") || path.startsWith("/api/messages/jobs")) {
      return waiting;
    }
    return path.startsWith("/api/webhooks") && !isAboutDeliveries(path) ? subscribed : sending;
  }

  private static boolean isAboutDeliveries(String path) {
    return path.startsWith("/api/webhooks/deliveries") || path.contains("/replays");
  }

  /** A request that succeeds, about things that are there for it alone. */
  Call call(Operation operation) {
    Call call =
        good.of(operation)
            .with(Part.HEADER, "X-API-Key", of(operation).key())
            .with(Part.HEADER, "Content-Type", "application/json");
    if (operation.path().equals("/api/whatsapp/send")) {
      call = call.with(Part.FIELD, "accountId", Long.toString(of(operation).accountId()));
    }
    for (String variable : operation.pathVariables()) {
      if (!variable.equals("phone")) {
        call = call.with(Part.VARIABLE, variable, thing(operation, variable));
      }
    }
    return call;
  }

  private String thing(Operation operation, String variable) {
    String path = operation.path();
    return switch (variable) {
      case "commandId" -> new Owner(waiting).message();
      case "jobId" -> new Owner(waiting).job();
      case "accountId" -> Long.toString(of(operation).accountId());
      case "chatId" -> chat;
      case "webhookId" -> isAboutDeliveries(path) ? webhook : newWebhook();
      case "id" -> id(path);
      default -> throw new AssertionError("Nothing is known that {%s} names".formatted(variable));
    };
  }

  private String id(String path) {
    if (path.startsWith("/api/media")) {
      return file;
    }
    if (path.startsWith("/api/webhooks/deliveries")) {
      return delivery;
    }
    return isAboutDeliveries(path) ? replay : newWebhook();
  }

  private String newWebhook() {
    Owner subscriber = new Owner(subscribed);
    subscriber.deleteWebhooks();
    return subscriber.webhook(receiver);
  }
}
