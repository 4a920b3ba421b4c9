package io.jitjdbc.enforcement;

import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.ServerReading;
import java.util.ArrayList;
import java.util.List;

/** A database that reads queries as a test says, and remembers what it was asked. */
final class FakeServer implements ServerReading {
  final List<Question> asked = new ArrayList<>();
  private volatile Way way = question -> new Answer.Unavailable("the login lacks a right");

  @FunctionalInterface
  interface Way {
    Answer read(Question question) throws CatalogException;
  }

  @Override
  public Answer read(Question question) throws CatalogException {
    asked.add(question);
    return way.read(question);
  }

  void reads(String text) {
    way = question -> new Answer.Text(text);
  }

  void readsAsWritten() {
    way = question -> new Answer.Text(question.sql());
  }

  void contradicts(String how) {
    way = question -> new Answer.Other(how);
  }

  void breaks() {
    way =
        question -> {
          throw new CatalogException("the connection was lost");
        };
  }
}
