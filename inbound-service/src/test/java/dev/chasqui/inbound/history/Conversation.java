package dev.chasqui.inbound.history;

import dev.chasqui.inbound.Records;
import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.ReactionReceived;
import dev.chasqui.schemas.ReceivedMedia;
import dev.chasqui.schemas.SystemNotice;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an account and its contacts say to each other within two minutes, with all that is odd about
 * it: contacts that are named in several ways, webhooks that WhatsApp repeats, statuses that do not
 * name their command, ids of commands that are used again, edits, revocations, read marks, other
 * numbers.
 *
 * @param events in their order
 * @param results in their order
 */
public record Conversation(List<WhatsAppEvent> events, List<CommandResult> results) {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final int SECONDS = 120;

  /** The same for the same state of the random numbers. */
  public static Conversation random(Random random, long accountId, int contacts) {
    Script script = new Script(random, accountId);
    for (int i = 0; i < contacts; i++) {
      script.contact(i);
    }
    return new Conversation(script.events, script.results);
  }

  /** What all records tell, in their order. */
  List<Note> notes() {
    return Stream.concat(
            events.stream().flatMap(event -> EventNotes.of(event).stream()),
            results.stream().flatMap(result -> ResultNotes.of(result).stream()))
        .toList();
  }

  /** Writes it, contact by contact. */
  private static final class Script {

    private final List<WhatsAppEvent> events = new ArrayList<>();
    private final List<CommandResult> results = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final Random random;
    private final long account;
    private int number;

    private Script(Random random, long account) {
      this.random = random;
      this.account = account;
    }

    private boolean chance(int percent) {
      return random.nextInt(100) < percent;
    }

    private Instant time() {
      return NOON.plusSeconds(random.nextInt(SECONDS));
    }

    private Instant millis() {
      return NOON.plusMillis(random.nextInt(SECONDS * 1_000));
    }

    private String id(String prefix) {
      return prefix + account + "." + ++number;
    }

    private void contact(int index) {
      String phone = "52155500" + (10_000 + index);
      for (int i = random.nextInt(6); i >= 0; i--) {
        received(phone, index);
      }
      for (int i = random.nextInt(5); i >= 0; i--) {
        sent(phone, index);
      }
      if (chance(20)) {
        notice(phone, index);
      }
      if (chance(20)) {
        reaction(phone, index);
      }
      if (chance(30)) {
        theirs(phone, index);
      }
    }

    /** Sometimes all that names somebody is told, sometimes one thing. */
    private Identity identity(String phone, int index) {
      Identity.Builder identity = Identity.newBuilder();
      int shown = 1 + random.nextInt(7);
      if ((shown & 1) != 0) {
        identity.setPhone(phone).setRaw(phone);
      }
      if ((shown & 2) != 0 && index % 3 != 0) {
        identity.setBsuid(bsuid(index));
      }
      if ((shown & 4) != 0 && index % 4 == 0) {
        identity.setLid("9000" + index);
      }
      if (identity.getPhone() == null && identity.getBsuid() == null && identity.getLid() == null) {
        identity.setRaw("odd-" + index);
      }
      if (chance(70)) {
        identity.setName("Ana " + random.nextInt(3));
      }
      return identity.build();
    }

    private static String bsuid(int index) {
      return "MX.1000" + index;
    }

    private void received(String phone, int index) {
      Identity from = identity(phone, index);
      String id = id("wamid.in.");
      Instant at = time();
      MessageReceived.Builder content =
          Records.content(from, id, chance(20) ? "image" : "text").setBody(text(id));
      if (content.getType().equals("image")) {
        content.setMedia(
            ReceivedMedia.newBuilder().setMediaId("m" + number).setMimeType("image/png").build());
      }
      MessageReceived message = content.build();
      WhatsAppEvent event = Records.message(account, from, at, message);
      event.setReceivedAt(at.plusMillis(random.nextInt(900)));
      events.add(event);
      if (chance(20)) {
        WhatsAppEvent again = Records.message(account, from, at, message);
        again.setReceivedAt(at.plusMillis(random.nextInt(5_000)));
        events.add(again);
      }
      if (chance(15)) {
        events.add(Records.edit(account, from, id("wamid.e."), id, "changed " + number, time()));
        events.add(Records.edit(account, from, id("wamid.e."), id, "changed " + number, time()));
      }
      if (chance(10)) {
        events.add(Records.revoked(account, identity(phone, index), id("wamid.r."), id, time()));
      }
      if (chance(20)) {
        results.add(
            Records.result(
                account,
                id("read-"),
                chance(70) ? phone : "5215550012345",
                chance(50) ? CommandStatus.SENT : CommandStatus.ACCEPTED,
                null,
                Records.readContent(chance(90) ? id : id("wamid.never.")),
                millis()));
      }
    }

    private static @Nullable String text(String id) {
      return id.hashCode() % 5 == 0 ? null : "text of " + id;
    }

    /** Sometimes one that was used before, for whomever. */
    private String command() {
      if (commands.isEmpty() || chance(85)) {
        commands.add(id("c-"));
        return commands.getLast();
      }
      return commands.get(random.nextInt(commands.size()));
    }

    private void sent(String phone, int index) {
      String command = command();
      String message = id("wamid.out.");
      String to = chance(20) ? bsuid(index) : chance(50) ? phone : "+" + phone;
      Instant at = millis();
      if (chance(50)) {
        results.add(
            Records.result(
                account,
                command,
                to,
                CommandStatus.ACCEPTED,
                null,
                Records.textContent("to " + index),
                at));
      }
      if (chance(30)) {
        results.add(
            Records.result(
                account, command, to, CommandStatus.HELD, null, null, at.plusMillis(10)));
      }
      CommandStatus end =
          chance(80)
              ? CommandStatus.SENT
              : chance(50) ? CommandStatus.UNKNOWN : CommandStatus.REJECTED;
      CommandResult last =
          Records.result(
              account,
              command,
              to,
              end,
              end == CommandStatus.SENT ? message : null,
              Records.textContent("to " + index),
              at.plusMillis(20));
      last.setWaId(chance(50) ? phone : null);
      results.add(last);
      for (Ack ack : List.of(Ack.SERVER, Ack.DEVICE, Ack.READ, Ack.ERROR)) {
        if (end != CommandStatus.REJECTED && chance(40)) {
          events.add(
              Records.ack(
                  account,
                  identity(phone, index),
                  message,
                  chance(80) ? command : null,
                  ack,
                  time()));
        }
      }
    }

    private void notice(String phone, int index) {
      Identity from = identity(phone, index);
      SystemNotice notice =
          SystemNotice.newBuilder()
              .setType("user_changed_number")
              .setNewIdentity(Records.person("52155599" + (10_000 + index)))
              .build();
      events.add(
          Records.message(
              account,
              from,
              time(),
              Records.content(from, id("wamid.n."), "system").setSystem(notice).build()));
      Identity now = Records.person("52155599" + (10_000 + index), "Ana " + random.nextInt(3));
      events.add(Records.text(account, now, id("wamid.in."), "from my new number", time()));
    }

    private void reaction(String phone, int index) {
      Identity from = identity(phone, index);
      events.add(
          Records.head(account, "message.reaction", time())
              .setChatId(Records.chatId(from))
              .setReaction(
                  ReactionReceived.newBuilder()
                      .setMessageId(id("wamid.re."))
                      .setFrom(from)
                      .setTargetMessageId("wamid.0")
                      .setEmoji("👍")
                      .build())
              .build());
    }

    /** Statuses of what another program sent over the same number. */
    private void theirs(String phone, int index) {
      events.add(
          Records.ack(
              account, identity(phone, index), id("wamid.x."), "job-42", Ack.DEVICE, time()));
      events.add(
          Records.ack(account, identity(phone, index), id("wamid.x."), null, Ack.DEVICE, time()));
    }
  }
}
