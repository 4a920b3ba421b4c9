package io.jitjdbc.spring.client;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says in the words of the start report what keeps a DataSource from being enforced. */
final class NotEnforcedFailureAnalyzer extends AbstractFailureAnalyzer<NotEnforcedException> {
  private final SettingAdvice advice;

  NotEnforcedFailureAnalyzer(Environment environment) {
    this.advice = new SettingAdvice(environment);
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, NotEnforcedException cause) {
    String action =
        cause.setting().map(problem -> advice.about(problem) + ' ').orElse("") + cause.action();
    return new FailureAnalysis(cause.getMessage(), action, cause);
  }
}
