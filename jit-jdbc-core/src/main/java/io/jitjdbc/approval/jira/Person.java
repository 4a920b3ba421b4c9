package io.jitjdbc.approval.jira;

import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * An account as Jira shows it.
 *
 * @param accountId in Jira Cloud; empty elsewhere
 * @param key in Data Center; empty elsewhere
 * @param name the login in Data Center; empty elsewhere
 * @param email empty where its owner hides it
 * @param active only if Jira says so
 */
record Person(
    String accountId, String key, String name, String email, String display, boolean active) {
  /** These are made by agents, under any address. */
  private static final String PORTAL_ONLY = "qm:";

  static Person read(JsonFields fields) throws ParseException {
    var person =
        new Person(
            fields.textOrEmpty("accountId"),
            fields.textOrEmpty("key"),
            fields.textOrEmpty("name"),
            fields.textOrEmpty("emailAddress"),
            fields.textOrEmpty("displayName"),
            fields.says("active"));
    if (person.token().isEmpty()) {
      throw new ParseException("an account has no accountId, key or name", 0);
    }
    return person;
  }

  /** What tells accounts apart. */
  String token() {
    if (!accountId.isEmpty()) {
      return accountId;
    }
    return key.isEmpty() ? name : key;
  }

  boolean isSameAs(Person other) {
    return token().equals(other.token());
  }

  /**
   * The names that the file of approvers may have for it, the surest first. In Data Center people
   * write their own address, so that it says nothing of who they are.
   */
  List<String> names() {
    var names = new ArrayList<>(List.of(accountId, key, name));
    if (!accountId.isEmpty() && !accountId.startsWith(PORTAL_ONLY)) {
      names.add(email);
    }
    names.removeIf(String::isEmpty);
    return List.copyOf(names);
  }
}
