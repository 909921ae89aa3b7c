package dev.chasqui.testing;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log which tests were not run, and why: a build's summary only counts them. JUnit
 * finds it by itself.
 */
public final class SkippedTests implements TestExecutionListener {

  private static final Logger LOG = LoggerFactory.getLogger(SkippedTests.class);

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    LOG.warn("{}: {}", test.getDisplayName(), reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      String reason = result.getThrowable().map(it -> String.valueOf(it.getMessage())).orElse("");
      LOG.warn("{}: {}", test.getDisplayName(), reason);
    }
  }
}
