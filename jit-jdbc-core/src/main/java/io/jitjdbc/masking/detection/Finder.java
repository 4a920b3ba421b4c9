package io.jitjdbc.masking.detection;

/**
 * Finds one kind of text. Takes time in proportion to the length of the text, whatever stands in
 * it: whoever writes the text may want it to take for ever.
 */
@FunctionalInterface
interface Finder {
  void find(String text, Finds finds);
}
