package io.jitjdbc.spring.server.recordings;

import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.reading.RecordedEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Some rows of a result, as they were read.
 *
 * @param results the numbers of all that the statement has on record
 * @param result the one that this is of; 0 if there is none
 * @param columns of that one
 * @param bound what the statement was run with, a row for each run
 * @param rows in the order in which they were read
 * @param total how many rows there are on record
 * @param decided what was decided of the statement, if that is on record here
 * @param finished how it ended, if that is on record here
 * @param remarks what else there is to know
 */
public record ResultPage(
    Set<Integer> results,
    int result,
    List<ResultColumn> columns,
    List<ReplayRow> bound,
    List<ReplayRow> rows,
    long total,
    Optional<RecordedEvent> decided,
    Optional<RecordedEvent> finished,
    Remarks remarks) {

  /**
   * What else there is to know.
   *
   * @param ending how the result ended; empty if that is not on record
   * @param isWithheld whether something is encrypted, and there is no key to it
   * @param hasLate whether the caller read on in a row that it had left
   * @param broken what could not be read; empty if all could
   */
  public record Remarks(String ending, boolean isWithheld, boolean hasLate, String broken) {}
}
