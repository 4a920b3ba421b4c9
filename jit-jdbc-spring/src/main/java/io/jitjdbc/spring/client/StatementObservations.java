package io.jitjdbc.spring.client;

import io.jitjdbc.audit.AuditEvent.ApprovalAsked;
import io.jitjdbc.audit.AuditEvent.Ruling;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.audit.AuditEvent.StatementFinished;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.policy.PolicyMode;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An observation for each statement, from its decision to the end of its result, within whatever
 * the calling thread is observed at. Its keys name decisions; texts, values and people stay in the
 * audit. Thread-safe.
 */
final class StatementObservations implements AuditWatch, SomeEvents {
  static final String NAME = "jit.jdbc.statement";

  private final Supplier<ObservationRegistry> registry;
  private final Map<EventId, String> asked = Latest.map();
  private final Map<EventId, Observation> running =
      Latest.map(forgotten -> end(forgotten, "unknown"));

  /**
   * @param registry asked for when there is something to observe: data sources come early
   */
  StatementObservations(Supplier<ObservationRegistry> registry) {
    this.registry = registry;
  }

  @Override
  public AuditSink sink() {
    return event -> event.fold(this);
  }

  @Override
  public Boolean approvalAsked(ApprovalAsked event) {
    asked.put(event.statementId(), event.requestId());
    return true;
  }

  @Override
  public Boolean statementDecided(StatementDecided event) {
    EventId id = event.statement().id();
    String request = asked.remove(id);
    if (registry.get().isNoop()) {
      return false;
    }
    Observation observation = begin(event, request == null ? "" : request);
    if (runs(event.ruling())) {
      running.put(id, observation);
    } else {
      end(observation, "denied");
    }
    return true;
  }

  @Override
  public Boolean statementFinished(StatementFinished event) {
    Observation observation = running.remove(event.statementId());
    if (observation != null) {
      end(observation, event.reading().outcome());
    }
    return observation != null;
  }

  private static void end(Observation observation, String outcome) {
    observation.lowCardinalityKeyValue("jit.outcome", outcome).stop();
  }

  /** What is only observed runs whatever the effect. */
  private static boolean runs(Ruling ruling) {
    return ruling.effect().equals("permit") || ruling.mode() == PolicyMode.OBSERVE;
  }

  private Observation begin(StatementDecided event, String request) {
    Ruling ruling = event.ruling();
    String answered = ruling.requestId().isEmpty() ? request : ruling.requestId();
    ObservationRegistry observations = registry.get();
    Observation observation =
        Observation.createNotStarted(NAME, observations)
            .contextualName("jit " + event.statement().kind().toLowerCase(Locale.ROOT))
            .parentObservation(observations.getCurrentObservation())
            .lowCardinalityKeyValue("jit.effect", ruling.effect())
            .lowCardinalityKeyValue("jit.mode", ruling.mode().name().toLowerCase(Locale.ROOT))
            .lowCardinalityKeyValue("jit.kind", event.statement().kind())
            .lowCardinalityKeyValue("jit.rule", ruling.rule())
            .highCardinalityKeyValue("jit.decision", event.statement().id().toString())
            .highCardinalityKeyValue("jit.policy.version", ruling.policyVersion());
    if (!answered.isEmpty()) {
      observation.highCardinalityKeyValue("jit.request", answered);
    }
    return observation.start();
  }
}
