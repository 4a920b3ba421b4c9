package io.jitjdbc.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the files that stand beside this class. */
final class CaseFile {
  private CaseFile() {}

  static String text(String name) {
    try (InputStream in = CaseFile.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> entries(String name) {
    return (List<Map<String, Object>>)
        new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(text(name));
  }

  static List<CorpusCase> cases(String name) {
    return entries(name).stream().map(CorpusCase::new).toList();
  }

  static List<CorpusCase> cases(String name, DatabaseProduct product) {
    return cases(name).stream().filter(one -> one.runsOn(product)).toList();
  }
}
