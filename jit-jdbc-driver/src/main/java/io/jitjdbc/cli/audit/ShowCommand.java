package io.jitjdbc.cli.audit;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.reading.RecordedEvent;
import io.jitjdbc.audit.reading.SessionEntry;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.replay.Visible;
import io.jitjdbc.settings.InvalidSettingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jit audit show}: everything that is known of one thing. */
@Command(
    name = "show",
    description = {
      "Shows everything that is on record of a statement, an event or an access request. What was",
      "read, jit replay shows."
    })
final class ShowCommand implements Callable<Integer> {
  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private LogSource source;

  @Parameters(paramLabel = "ID", description = "The statement's, the event's or the request's.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String id;

  @Option(names = "--json", description = "One JSON object for each thing, for scripts.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  private int shown;

  @Override
  public Integer call() throws IOException, MalformedLogException {
    source.logs().withoutValues(this::show);
    if (shown == 0) {
      throw new InvalidSettingException(
          "no log here knows of "
              + Visible.of(id)
              + ": jit audit search lists what they know, and --logs may have to name others");
    }
    return 0;
  }

  private void show(SessionEntry entry) {
    if (entry instanceof SessionEntry.Happened happened && isMeant(happened.event())) {
      show(happened.event());
    } else if (entry instanceof SessionEntry.Opened opened
        && opened.result().statement().equals(id)) {
      show(opened);
    } else if (entry instanceof SessionEntry.Ended ended && ended.result().statement().equals(id)) {
      shown++;
      var fields = new LinkedHashMap<String, Object>();
      fields.put("type", "result.ended");
      fields.put("result", ended.result().number());
      fields.put("outcome", ended.outcome());
      fields.put("rows", ended.rows());
      print(fields);
    }
  }

  private boolean isMeant(RecordedEvent event) {
    return event.id().equals(id)
        || event.statementId().equals(id)
        || (!event.request().isEmpty() && event.request().equals(id));
  }

  private void show(RecordedEvent event) {
    shown++;
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Visible.json(event.toJson()));
      return;
    }
    out.println(Visible.of(event.type()));
    for (String name : event.fields().keySet()) {
      String value = EventText.value(event, name);
      if (!name.equals("type") && !value.isEmpty()) {
        out.println("  " + Visible.of(name) + ": " + Visible.of(value));
      }
    }
  }

  private void show(SessionEntry.Opened opened) {
    shown++;
    for (int i = 0; i < opened.columns().size(); i++) {
      ResultColumn column = opened.columns().get(i);
      var fields = new LinkedHashMap<String, Object>();
      fields.put("type", "result.column");
      fields.put("result", opened.result().number());
      fields.put("column", i + 1);
      fields.put("label", column.label());
      fields.put("mask", column.mask());
      fields.put("tags", column.tags());
      print(fields);
    }
  }

  private void print(Map<String, Object> fields) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Visible.json(JSONObjectUtils.toJSONString(fields)));
      return;
    }
    out.println(fields.remove("type"));
    fields.forEach((name, value) -> out.println("  " + name + ": " + Visible.of("" + value)));
  }
}
