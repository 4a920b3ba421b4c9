package io.jitjdbc.coverage;

import io.jitjdbc.testing.DatabaseProduct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of SQL in the form that a product's own tests have. */
record Script(Path file) {

  /** Its statements, without what only the product's test program understands. */
  List<Step> steps(DatabaseProduct product) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return switch (product) {
      case POSTGRESQL -> new PsqlScript(text, file.getParent().getParent()).steps();
      case MARIADB, MYSQL -> new MysqlTestScript(text).steps();
      case H2 -> new PlainScript(text).steps();
    };
  }
}
