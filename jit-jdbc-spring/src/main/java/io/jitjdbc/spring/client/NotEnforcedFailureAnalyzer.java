package io.jitjdbc.spring.client;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in the words of the start report what keeps a DataSource from being enforced. */
final class NotEnforcedFailureAnalyzer extends AbstractFailureAnalyzer<NotEnforcedException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, NotEnforcedException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
  }
}
