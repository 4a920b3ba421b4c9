package io.jitjdbc.cli.audit;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.recording.verification.Finding;
import io.jitjdbc.audit.recording.verification.LogReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reports for scripts: fields that are only ever added to. */
final class ReportJson {
  private ReportJson() {}

  static String of(LogReport report) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("log", report.log());
    fields.put("verdict", word(report.worst()));
    fields.put("sealed", report.isSealed());
    fields.put("segments", report.segments());
    fields.put("frames", report.frames());
    fields.put("signed", report.signed());
    fields.put("findings", report.findings().stream().map(ReportJson::finding).toList());
    return JSONObjectUtils.toJSONString(fields);
  }

  private static Map<String, Object> finding(Finding finding) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("kind", word(finding.kind()));
    fields.put("file", finding.file());
    fields.put("place", finding.place());
    fields.put("message", finding.message());
    return fields;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
