package dev.chasqui.e2e.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a PromQL expression reads: a metric, and the labels that it must have. Of the language only
 * as much is known as our own expressions use.
 *
 * @param labels those that it is selected by
 */
public record Selection(String metric, Set<String> labels) {

  private static final Pattern GROUPING = Pattern.compile("\\b(by|on)\\s*\\(([^)]*)\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]|\\boffset\\s+\\w+");
  // A label's value may have a brace in it.
  private static final Pattern METRIC =
      Pattern.compile("([a-z_][a-zA-Z0-9_]*)\\b(?!\\s*\\()(?:\\{((?:[^}\"]|\"[^\"]*\")*)})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");
  private static final Pattern KEYWORD = Pattern.compile("and|or|unless|inf|nan");

  /** All that an expression reads. */
  public static List<Selection> of(String expression) {
    String bare = RANGE.matcher(GROUPING.matcher(expression).replaceAll(" ")).replaceAll(" ");
    List<Selection> selections = new ArrayList<>();
    for (MatchResult found : METRIC.matcher(bare).results().toList()) {
      if (!KEYWORD.matcher(found.group(1)).matches()) {
        selections.add(new Selection(found.group(1), labels(found.group(2))));
      }
    }
    return selections;
  }

  /** The labels that an expression groups or matches by. */
  public static Set<String> groupings(String expression) {
    Set<String> labels = new TreeSet<>();
    for (MatchResult found : GROUPING.matcher(expression).results().toList()) {
      for (String label : found.group(2).split(",", -1)) {
        if (!label.isBlank()) {
          labels.add(label.strip());
        }
      }
    }
    return labels;
  }

  private static Set<String> labels(@Nullable String matchers) {
    Set<String> labels = new TreeSet<>();
    if (matchers != null) {
      MATCHER.matcher(matchers).results().map(found -> found.group(1)).forEach(labels::add);
    }
    return labels;
  }
}
