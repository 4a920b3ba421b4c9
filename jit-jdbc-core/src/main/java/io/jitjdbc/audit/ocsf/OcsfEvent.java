package io.jitjdbc.audit.ocsf;

import io.jitjdbc.audit.EventFields;
import java.util.Collections;
import java.util.Map;

/**
 * Audit events in the form of OCSF 1.8.0, for collectors that know many products: Datastore
 * Activity (6005), Entity Management (3004) and Authorize Session (3003), each with the profile
 * {@code security_control}. What OCSF has no place for is under {@code unmapped.jit}, by the names
 * of {@link EventFields}.
 *
 * <p>Pure functions, hence thread-safe. An event says no more in this form than its fields do.
 */
public final class OcsfEvent {

  private OcsfEvent() {}

  /**
   * The event as JSON types: strings, numbers, truth values, lists, and maps with their members in
   * order. The same whether the fields are those of an event that has just happened or were read
   * back from JSON.
   *
   * @param fields as {@link EventFields#of} makes them
   * @throws IllegalArgumentException if these are not the fields of an event of a known type; the
   *     message names what is missing, and no value
   */
  public static Map<String, Object> of(Map<String, Object> fields) {
    return Collections.unmodifiableMap(mapped(new Fields(fields)));
  }

  private static Map<String, Object> mapped(Fields fields) {
    return switch (fields.required("type")) {
      case "session.opened" -> new DatastoreActivity(fields).opened();
      case "session.closed" -> new DatastoreActivity(fields).closed();
      case "statement.decided" -> new DatastoreActivity(fields).decided();
      case "statement.explained" -> new DatastoreActivity(fields).explained();
      case "statement.finished" -> new DatastoreActivity(fields).finished();
      case "approval.asked" -> new EntityManagement(fields).asked();
      case "approval.bypassed" -> new EntityManagement(fields).bypassed();
      case "approval.answered" -> new EntityManagement(fields).answered();
      case "lease.issued" -> new AuthorizeSession(fields).issued();
      case "lease.ended" -> new EntityManagement(fields).leaseEnded();
      default ->
          throw new IllegalArgumentException(
              "the type of this event is not known: it was written by a later version");
    };
  }
}
