package io.jitjdbc.sql.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.sql.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.FromItem;
import org.junit.jupiter.api.Test;

/** A new version of the parser brings new classes; each needs a decision before it is taken. */
class ParserClassesTest {

  private static Set<String> followed() {
    Work work = new Work();
    Dialect dialect = Dialect.H2;
    FixtureCatalog catalog = new FixtureCatalog(dialect);
    Views views = new Views(dialect, catalog, work);
    Resolver resolver = new Resolver(new Names(dialect), catalog, views, work);
    Set<Class<?>> types = new HashSet<>(resolver.rules().supported());
    types.addAll(resolver.fromClauses().supported());
    types.addAll(new Statements(resolver).supported());
    Set<String> names = new TreeSet<>();
    types.forEach(type -> names.add(name(type)));
    return names;
  }

  private static Set<String> refused() throws IOException {
    try (InputStream stream = ParserClassesTest.class.getResourceAsStream("refused-classes")) {
      Set<String> names = new TreeSet<>();
      new String(Objects.requireNonNull(stream).readAllBytes(), UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(names::add);
      return names;
    }
  }

  private static Set<String> classesOfTheParser()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path jar =
        Path.of(Expression.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> names = new TreeSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> e = file.entries(); e.hasMoreElements(); ) {
        String entry = e.nextElement().getName();
        if (entry.startsWith("net/sf/jsqlparser/") && entry.endsWith(".class")) {
          Class<?> type =
              Expression.class
                  .getClassLoader()
                  .loadClass(entry.substring(0, entry.length() - 6).replace('/', '.'));
          if (isNode(type)) {
            names.add(name(type));
          }
        }
      }
    }
    return names;
  }

  private static boolean isNode(Class<?> type) {
    boolean node =
        Expression.class.isAssignableFrom(type)
            || FromItem.class.isAssignableFrom(type)
            || Statement.class.isAssignableFrom(type);
    return node && !Modifier.isAbstract(type.getModifiers());
  }

  private static String name(Class<?> type) {
    return type.getName().substring("net.sf.jsqlparser.".length());
  }

  @Test
  void areEitherFollowedOrRefused() throws Exception {
    Set<String> undecided = classesOfTheParser();
    undecided.removeAll(followed());
    undecided.removeAll(refused());
    assertThat(undecided).isEmpty();
  }

  @Test
  void areNotBothFollowedAndRefused() throws Exception {
    Set<String> both = refused();
    both.retainAll(followed());
    assertThat(both).isEmpty();
  }

  @Test
  void existIfTheyAreRefused() throws Exception {
    assertThat(classesOfTheParser()).containsAll(refused());
  }
}
