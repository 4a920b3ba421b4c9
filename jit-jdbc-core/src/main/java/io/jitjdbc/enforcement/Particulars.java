package io.jitjdbc.enforcement;

import io.jitjdbc.policy.Circumstances;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Bounds;
import io.jitjdbc.sql.StatementKind;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** One execution, as far as a policy asks. */
record Particulars(Inquiry inquiry, Analysed analysed) implements Circumstances {

  @Override
  public StatementKind kind() {
    return analysed.kind();
  }

  @Override
  public Bounds bounds() {
    return analysed.bounds();
  }

  @Override
  public OptionalLong estimatedRows() {
    return inquiry.estimate().of(analysed);
  }

  @Override
  public List<InetAddress> addresses() {
    return OwnAddresses.now();
  }

  @Override
  public Set<String> requested() {
    return inquiry.acting().requested();
  }
}
