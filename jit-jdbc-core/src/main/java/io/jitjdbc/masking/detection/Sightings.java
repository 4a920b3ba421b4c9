package io.jitjdbc.masking.detection;

/** Is told what was found, and never what it says. */
@FunctionalInterface
public interface Sightings {
  /**
   * So many of these were found in a text.
   *
   * @param what a detector's word, or {@link TextScan#TOO_LONG}
   */
  void add(String what, int count);
}
