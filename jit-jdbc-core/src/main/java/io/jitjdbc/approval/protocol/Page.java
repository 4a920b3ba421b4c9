package io.jitjdbc.approval.protocol;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Requests in order, as many at a time as clients take. Immutable. */
final class Page {
  /** Of JSON; clients take a megabyte, and characters may be several bytes. */
  private static final int MOST = 200_000;

  /** Whole sheets, oldest first, after the one that was last on the page before. */
  Map<String, Object> of(
      List<RequestProgress> all,
      String after,
      Function<RequestProgress, Map<String, Object>> sheet) {
    var sheets = new ArrayList<Map<String, Object>>();
    int length = 0;
    String last = "";
    for (RequestProgress progress : sorted(all)) {
      String place = place(progress.request());
      if (place.compareTo(after) <= 0) {
        continue;
      }
      Map<String, Object> next = sheet.apply(progress);
      length += JSONObjectUtils.toJSONString(next).length();
      if (!sheets.isEmpty() && length > MOST) {
        return page(sheets, last);
      }
      sheets.add(next);
      last = place;
    }
    return page(sheets, "");
  }

  private static Map<String, Object> page(List<Map<String, Object>> sheets, String next) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("requests", sheets);
    if (!next.isEmpty()) {
      fields.put("next", next);
    }
    return fields;
  }

  private static List<RequestProgress> sorted(List<RequestProgress> all) {
    return all.stream()
        .sorted(Comparator.comparing(progress -> place(progress.request())))
        .toList();
  }

  /** Orders by time, then by id. */
  private static String place(AccessRequest request) {
    return String.format(Locale.ROOT, "%015d-%s", request.filedAt().toEpochMilli(), request.id());
  }
}
