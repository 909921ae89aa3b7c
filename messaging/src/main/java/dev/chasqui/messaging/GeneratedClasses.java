package dev.chasqui.messaging;

import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro 1.12 refuses to load any class that a schema names until somebody trusts it. This trusts the
 * kinds that Avro's own compiler generates, whose construction does nothing, and nothing else.
 */
final class GeneratedClasses {

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), GeneratedClasses::isGenerated));
  }

  private GeneratedClasses() {}

  /** Takes effect once for the whole process, at the first call. */
  static void trust() {
    // Running the static initialiser is all there is to do.
  }

  private static boolean isGenerated(Class<?> type) {
    return SpecificRecord.class.isAssignableFrom(type)
        || SpecificFixed.class.isAssignableFrom(type)
        || GenericEnumSymbol.class.isAssignableFrom(type);
  }
}
