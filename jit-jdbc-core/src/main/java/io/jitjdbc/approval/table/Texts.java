package io.jitjdbc.approval.table;

import com.nimbusds.jose.util.JSONArrayUtils;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Several texts in one column. */
final class Texts {
  private Texts() {}

  static String json(Collection<String> texts) {
    return JSONArrayUtils.toJSONString(List.copyOf(new TreeSet<>(texts)));
  }

  static Set<String> read(String json) throws ParseException {
    return JSONArrayUtils.parse(json).stream()
        .map(String::valueOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What is there was not written by us. */
  static SQLException changedFromOutside() {
    return new SQLException("a row of the approvals' tables was changed from outside", "22000");
  }
}
