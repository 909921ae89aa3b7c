package dev.chasqui.messaging;

import dev.chasqui.messaging.sample.Leg;
import dev.chasqui.messaging.sample.Parcel;
import dev.chasqui.messaging.sample.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Sample values. */
final class Parcels {

  static final Instant NOON = Instant.parse("2026-06-24T12:00:00.123Z");

  private Parcels() {}

  static Parcel parcel(String id) {
    return Parcel.newBuilder()
        .setId(id)
        .setSize(Size.LARGE)
        .setHandedIn(NOON)
        .setNote("käse, ¡olé! 🧀")
        .setLegs(List.of(new Leg("Cusco", NOON), new Leg("Quito", NOON.plusSeconds(1))))
        .setMarks(Map.of("fragile", "yes"))
        .build();
  }
}
