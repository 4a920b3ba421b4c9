package io.jitjdbc.approval.protocol;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Ending;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where a request stands: {@code RequestStatus} in the document.
 *
 * @param binding digest of what exactly an approval is good for
 * @param emergency why it goes ahead without one; empty if it does not
 * @param evidence what was signed, as compact JWS
 * @param review where people look at it; empty if nowhere
 */
public record RequestStatus(
    String id,
    String binding,
    Instant filedAt,
    String emergency,
    RequestState state,
    List<String> evidence,
    String review) {
  public RequestStatus {
    requireNonNull(id);
    requireNonNull(binding);
    requireNonNull(filedAt);
    requireNonNull(emergency);
    requireNonNull(state);
    evidence = List.copyOf(evidence);
    requireNonNull(review);
  }

  /** The fields of an answer. */
  static Map<String, Object> fields(AccessRequest request, RequestState state) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("id", request.id());
    fields.put("status", StatusWord.of(state.status()));
    fields.put("binding", request.binding().digest());
    fields.put("filedAt", request.filedAt().toString());
    fields.put("expiresAt", request.expiresAt().toString());
    if (request.isEmergency()) {
      fields.put("emergency", request.emergency());
    }
    fields.put("progress", progress(request, state));
    fields.put("answers", state.answers().stream().map(RequestStatus::answer).toList());
    state.ending().ifPresent(ending -> fields.put("ending", ending(ending)));
    state.overSince().ifPresent(at -> fields.put("ending", over(request, state.status(), at)));
    return fields;
  }

  private static Map<String, Object> progress(AccessRequest request, RequestState state) {
    int steps = request.requirement().stages().size();
    int done = RequestProgress.answered(request, state.answers()).completedStages();
    int current = Math.min(done, steps - 1);
    var fields = new LinkedHashMap<String, Object>();
    fields.put("currentStep", current + 1);
    fields.put("totalSteps", steps);
    fields.put(
        "groups", new TreeSet<>(request.requirement().stages().get(current).approverGroups()));
    return fields;
  }

  private static Map<String, Object> answer(Answer answer) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("approver", answer.approver());
    fields.put("name", answer.approverName());
    fields.put("decision", answer.granted() ? "approved" : "denied");
    fields.put("comment", answer.comment());
    fields.put("at", answer.at().toString());
    if (!answer.absent().isEmpty()) {
      fields.put("inPlaceOf", answer.absent());
    }
    return fields;
  }

  private static Map<String, Object> ending(Ending ending) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("by", ending.byName());
    fields.put("comment", ending.comment());
    fields.put("at", ending.at().toString());
    return fields;
  }

  /** Whoever asked has used it up; that its time ran out is nobody's doing. */
  private static Map<String, Object> over(AccessRequest request, Status status, Instant at) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("by", status == Status.CONSUMED ? request.actor().name() : "");
    fields.put("comment", "");
    fields.put("at", at.toString());
    return fields;
  }

  /**
   * Reads an answer.
   *
   * @throws ParseException if it is none, or its status is none that is known
   */
  public static RequestStatus read(JsonFields fields) throws ParseException {
    Status status = StatusWord.read(fields.text("status"));
    var answers = new ArrayList<Answer>();
    for (JsonFields answer : fields.objects("answers")) {
      answers.add(answer(answer));
    }
    return new RequestStatus(
        Ids.require(fields.text("id")),
        fields.text("binding"),
        fields.time("filedAt"),
        fields.textOrEmpty("emergency"),
        new RequestState(status, answers, ending(status, fields), overSince(status, fields)),
        fields.all().containsKey("evidence") ? fields.textList("evidence") : List.of(),
        fields.object("links").textOrEmpty("review"));
  }

  private static Answer answer(JsonFields fields) throws ParseException {
    return new Answer(
        fields.text("approver"),
        fields.textOrEmpty("name"),
        fields.text("decision").equals("approved"),
        fields.textOrEmpty("comment"),
        fields.time("at"),
        fields.textOrEmpty("inPlaceOf"));
  }

  private static Optional<Ending> ending(Status status, JsonFields fields) throws ParseException {
    if (status != Status.CANCELLED && status != Status.REVOKED) {
      return Optional.empty();
    }
    JsonFields ending = fields.object("ending");
    return Optional.of(
        new Ending(
            status, ending.textOrEmpty("by"), ending.textOrEmpty("comment"), ending.time("at")));
  }

  /** What services have told since they keep it. */
  private static Optional<Instant> overSince(Status status, JsonFields fields)
      throws ParseException {
    boolean over = status == Status.CONSUMED || status == Status.EXPIRED;
    return over && fields.all().containsKey("ending")
        ? Optional.of(fields.object("ending").time("at"))
        : Optional.empty();
  }

  static String json(Map<String, Object> fields) {
    return JSONObjectUtils.toJSONString(fields);
  }
}
