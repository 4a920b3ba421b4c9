package io.jitjdbc.spring.client;

import io.jitjdbc.settings.InvalidSettingException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says in the words of the start report which setting is wrong, and where it stands. */
final class InvalidSettingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingException> {
  private final SettingAdvice advice;

  InvalidSettingFailureAnalyzer(Environment environment) {
    this.advice = new SettingAdvice(environment);
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettingException cause) {
    String message = String.valueOf(cause.getMessage());
    return new FailureAnalysis(message, advice.about(message), cause);
  }
}
