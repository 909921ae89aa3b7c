package dev.chasqui.messaging;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows what is lacking at start as one message, without a stack trace. */
final class TopicsLackingAnalyzer extends AbstractFailureAnalyzer<TopicsLackingException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, TopicsLackingException cause) {
    return new FailureAnalysis(cause.what(), cause.commands(), cause);
  }
}
