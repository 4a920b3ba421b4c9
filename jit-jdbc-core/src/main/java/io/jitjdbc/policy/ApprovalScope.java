package io.jitjdbc.policy;

/** What an approval opens, as it is written into its binding and looked for in a decision. */
public final class ApprovalScope {
  private ApprovalScope() {}

  /** The accesses for which this rule requires an approval. */
  public static String ofRule(String rule) {
    return "rule:" + rule;
  }

  /** The rows beyond this rule's limit. */
  public static String ofRows(String rule) {
    return "rows:" + rule;
  }

  /** The bytes beyond this rule's limit. */
  public static String ofBytes(String rule) {
    return "bytes:" + rule;
  }

  /** One result's rows beyond this budget. */
  public static String ofBudget(String budget) {
    return "budget:" + budget;
  }

  /** Conditions on the columns that are masked for this tag. */
  public static String ofFilter(String tag) {
    return "filter:" + tag;
  }
}
