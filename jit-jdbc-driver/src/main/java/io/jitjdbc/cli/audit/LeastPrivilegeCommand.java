package io.jitjdbc.cli.audit;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.reading.ColumnUse;
import io.jitjdbc.audit.reading.ColumnUse.Touch;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.replay.Visible;
import io.jitjdbc.settings.InvalidSettingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jit audit least-privilege}: what is granted and not used. */
@Command(
    name = "least-privilege",
    description = {
      "Compares the columns that are granted with those that statements have touched, and suggests",
      "what to revoke. Without grants, lists what was touched. What ran past this driver is on no",
      "record here: look before you revoke."
    })
final class LeastPrivilegeCommand implements Callable<Integer> {
  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private LogSource source;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Window window;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private GrantSource grants;

  @Option(names = "--json", description = "One JSON object a line, for scripts.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException, MalformedLogException, SQLException {
    Window.Span span = window.span(InstantSource.system());
    List<Grant> granted = grants.read();
    var use = new ColumnUse();
    source
        .logs()
        .events(
            event -> {
              // A lease of before then may be used in it.
              if (span.holds(event.time()) || event.type().equals("lease.issued")) {
                use.count(event);
              }
            });
    if (grants.isGiven()) {
      advise(granted, use.uses().keySet());
    } else {
      list(use.uses());
    }
    spec.commandLine().getOut().flush();
    return 0;
  }

  private void list(Map<Touch, ColumnUse.Use> uses) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("WHO", "ACTION", "SCHEMA", "TABLE", "COLUMN", "STATEMENTS", "LAST"));
    uses.forEach(
        (touch, use) ->
            rows.add(
                List.of(
                    touch.subject(),
                    touch.action(),
                    touch.column().schema(),
                    touch.column().table(),
                    touch.column().name(),
                    "" + use.statements(),
                    use.last().toString())));
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      Columns.aligned(rows).forEach(out::println);
      return;
    }
    for (List<String> row : rows.subList(1, rows.size())) {
      var fields = new LinkedHashMap<String, Object>();
      for (int i = 0; i < row.size(); i++) {
        fields.put(rows.get(0).get(i).toLowerCase(Locale.ROOT), row.get(i));
      }
      out.println(Visible.json(JSONObjectUtils.toJSONString(fields)));
    }
  }

  private void advise(List<Grant> granted, Set<Touch> touches) {
    if (touches.isEmpty()) {
      throw new InvalidSettingException(
          "no log here has a statement that ran in that time, which says nothing of what is used:"
              + " look at --logs, --since and --until");
    }
    PrintWriter out = spec.commandLine().getOut();
    List<GrantAdvice> advice = GrantAdvice.of(granted, touches);
    for (GrantAdvice each : advice) {
      if (json) {
        out.println(Visible.json(JSONObjectUtils.toJSONString(fields(each))));
      } else {
        print(each, out);
      }
    }
    GrantAdvice.wide(granted).forEach(each -> printWide(each, out));
    if (!json) {
      out.println("-- " + advice.size() + " grants are wider than what was used.");
    }
  }

  /** Comments for people, and statements that can be run. */
  private void print(GrantAdvice advice, PrintWriter out) {
    Grant.Target target = advice.target();
    String what =
        target.grantee()
            + ": "
            + target.privilege()
            + " on "
            + target.schema()
            + "."
            + target.table();
    out.println("-- " + Visible.of(what));
    String unused = advice.isWhole() ? "all others" : listed(advice.unused());
    String used = listed(advice.used());
    String more = advice.isGrantable() ? "; may hand it on" : "";
    out.println("--   used: " + Visible.of(used) + "; not used: " + Visible.of(unused) + more);
    advice.statements(grants.dialect()).forEach(line -> out.println(Visible.of(line)));
  }

  private static String listed(List<String> columns) {
    return columns.isEmpty() ? "nothing" : String.join(", ", columns);
  }

  /** Nobody should take what is not compared for what is not granted. */
  private void printWide(Grant grant, PrintWriter out) {
    String privilege = grant.target().privilege();
    if (json) {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("grantee", grant.grantee());
      fields.put("privilege", privilege);
      fields.put("schema", grant.schema());
      fields.put("compared", false);
      out.println(Visible.json(JSONObjectUtils.toJSONString(fields)));
      return;
    }
    String where = grant.schema().isEmpty() ? "all schemas" : "all of " + grant.schema();
    String what = grant.grantee() + ": " + privilege + " on " + where;
    out.println("-- " + Visible.of(what) + ". Not compared: grant it by table to have it so");
  }

  private Map<String, Object> fields(GrantAdvice advice) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("grantee", advice.target().grantee());
    fields.put("privilege", advice.target().privilege());
    fields.put("schema", advice.target().schema());
    fields.put("table", advice.target().table());
    fields.put("wholeTable", advice.isWhole());
    fields.put("grantable", advice.isGrantable());
    fields.put("used", advice.used());
    fields.put("unused", advice.unused());
    fields.put("suggested", advice.statements(grants.dialect()));
    return fields;
  }
}
