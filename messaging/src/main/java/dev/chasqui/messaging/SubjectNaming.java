package dev.chasqui.messaging;

import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Confluent's three ways to name the subject of a schema. */
enum SubjectNaming {
  TOPIC("TopicNameStrategy") {
    @Override
    String subject(String topic, boolean key, Schema schema) {
      return topic + (key ? "-key" : "-value");
    }
  },
  RECORD("RecordNameStrategy") {
    @Override
    String subject(String topic, boolean key, Schema schema) {
      return schema.getFullName();
    }
  },
  TOPIC_RECORD("TopicRecordNameStrategy") {
    @Override
    String subject(String topic, boolean key, Schema schema) {
      return topic + "-" + schema.getFullName();
    }
  };

  private final String simpleName;

  SubjectNaming(String simpleName) {
    this.simpleName = simpleName;
  }

  abstract String subject(String topic, boolean key, Schema schema);

  /** Takes the strategy's class name as Confluent's serde does, with its package or without. */
  static SubjectNaming of(String configKey, AvroConfig config) {
    String wanted = config.string(configKey);
    List<String> known = Arrays.stream(values()).map(naming -> naming.simpleName).toList();
    String simple = wanted.substring(wanted.lastIndexOf('.') + 1);
    if (!known.contains(simple)) {
      throw new ConfigException(configKey, wanted, "must be one of " + known);
    }
    return values()[known.indexOf(simple)];
  }
}
