package io.jitjdbc.approval.slack;

import java.time.Duration;

/**
 * How often what is done in the background.
 *
 * @param beat how long the thread may sleep
 * @param ping after so long without a word, Slack is asked whether it is there
 * @param silence after so long without a word, it is not
 * @param firstPause before connecting again to a socket that did not last; doubles with each
 * @param longestPause at most
 * @param settled a socket that lasted so long was a good one
 * @param sweep between two looks for messages that time has made untrue
 */
record Pace(
    Duration beat,
    Duration ping,
    Duration silence,
    Duration firstPause,
    Duration longestPause,
    Duration settled,
    Duration sweep) {

  static final Pace USUAL =
      new Pace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30));
}
