package dev.chasqui.access.text;

/** What may be wrong with a field of any request. */
public enum FieldText implements Text {
  AT_MOST_CHARACTERS("has more than %s characters"),
  BETWEEN("must be from %s to %s"),
  FLAG("must be true or false"),
  INTEGER("must be a whole number"),
  LIST("must be a list"),
  NUMBER("must be a number"),
  OBJECT("must be a JSON object"),
  ONE_OF("must be one of %s"),
  REQUIRED("is required"),
  STRING("must be a text"),
  TIME("must be a time such as 2027-01-31T12:00:00Z"),
  UNKNOWN("is not known; known are %s");

  private final String english;

  FieldText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
