package io.jitjdbc.enforcement;

import io.jitjdbc.policy.Circumstances;
import io.jitjdbc.sql.Analysis.Analysed;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** One execution, as far as a policy asks. */
record Particulars(Inquiry inquiry, Analysed analysed) implements Circumstances {

  @Override
  public String kind() {
    return analysed.kind().name();
  }

  @Override
  public boolean hasWhere() {
    return analysed.bounds().where();
  }

  @Override
  public boolean hasLimit() {
    return analysed.bounds().limit();
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
