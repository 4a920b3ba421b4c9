package io.jitjdbc.masking.detection;

/** Private keys in PEM (RFC 7468), from their first line to their last one. */
final class PrivateKeyBlocks implements Finder {
  private static final String BEGIN = "-----BEGIN ";
  private static final String PRIVATE_KEY = "PRIVATE KEY";
  private static final String END = "-----END ";
  private static final int LONGEST_LABEL = 40;

  @Override
  public void find(String text, Finds finds) {
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int label = begin + BEGIN.length();
      String line = text.substring(label, Math.min(text.length(), label + LONGEST_LABEL));
      int next = label;
      if (line.contains(PRIVATE_KEY)) {
        next = end(text, label);
        finds.add(begin, next);
      }
      begin = text.indexOf(BEGIN, next);
    }
  }

  /** A block that was cut off goes on to the end of the text. */
  private static int end(String text, int from) {
    int end = text.indexOf(END, from);
    int dashes = end < 0 ? -1 : text.indexOf("-----", end + END.length());
    return dashes < 0 ? text.length() : dashes + 5;
  }
}
