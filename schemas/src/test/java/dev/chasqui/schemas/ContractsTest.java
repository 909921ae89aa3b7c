package dev.chasqui.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ContractsTest {

  @ParameterizedTest
  @FieldSource("dev.chasqui.schemas.Topics#CONTRACTS")
  void isFullTransitiveCompatibleWithEveryRelease(Schema contract) {
    List<Schema> released = ReleasedSchemas.of(contract.getName());

    assertThat(released).as("releases of %s", contract.getName()).isNotEmpty();
    assertThat(released)
        .allSatisfy(release -> assertThat(ReleasedSchemas.breaks(release, contract)).isEmpty());
  }

  @ParameterizedTest
  @FieldSource("dev.chasqui.schemas.Topics#CONTRACTS")
  void documentsEveryField(Schema contract) {
    assertThat(undocumented(contract, new HashSet<>())).isEmpty();
  }

  @Test
  void aFieldWithoutDefaultBreaksTheBuild() {
    Schema released = record().fields().requiredString("id").endRecord();
    Schema now = record().fields().requiredString("id").requiredString("added").endRecord();

    assertThat(ReleasedSchemas.breaks(released, now)).singleElement().asString().contains("added");
  }

  @Test
  void aRemovedFieldWithoutDefaultBreaksTheBuild() {
    Schema released = record().fields().requiredString("id").requiredString("removed").endRecord();
    Schema now = record().fields().requiredString("id").endRecord();

    assertThat(ReleasedSchemas.breaks(released, now))
        .singleElement()
        .asString()
        .contains("removed");
  }

  @Test
  void aChangedTypeBreaksTheBuild() {
    Schema released = record().fields().requiredString("id").endRecord();
    Schema now = record().fields().requiredLong("id").endRecord();

    assertThat(ReleasedSchemas.breaks(released, now)).isNotEmpty();
  }

  @Test
  void anOptionalFieldIsCompatible() {
    Schema released = record().fields().requiredString("id").endRecord();
    Schema now = record().fields().requiredString("id").optionalString("added").endRecord();

    assertThat(ReleasedSchemas.breaks(released, now)).isEmpty();
  }

  private static SchemaBuilder.RecordBuilder<Schema> record() {
    return SchemaBuilder.record("Sample");
  }

  private static Set<String> undocumented(Schema schema, Set<String> seen) {
    Set<String> missing = new HashSet<>();
    switch (schema.getType()) {
      case UNION -> schema.getTypes().forEach(branch -> missing.addAll(undocumented(branch, seen)));
      case ARRAY -> missing.addAll(undocumented(schema.getElementType(), seen));
      case MAP -> missing.addAll(undocumented(schema.getValueType(), seen));
      case RECORD -> {
        if (seen.add(schema.getFullName())) {
          for (Schema.Field field : schema.getFields()) {
            if (field.doc() == null || field.doc().isBlank()) {
              missing.add(schema.getName() + "." + field.name());
            }
            missing.addAll(undocumented(field.schema(), seen));
          }
        }
      }
      default -> {}
    }
    return missing;
  }
}
