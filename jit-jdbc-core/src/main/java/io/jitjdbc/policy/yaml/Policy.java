package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import java.util.List;

/** A policy that was read without an error. Immutable; rules and tags in the order of the file. */
record Policy(String version, List<Tag> tags, List<Rule> rules) {
  Policy {
    tags = List.copyOf(tags);
    rules = List.copyOf(rules);
  }

  Decision decide(AuthorizationRequest request) {
    return new Evaluation(this, request).decide();
  }

  List<Rule> rulesAbout(Subject subject) {
    return rules.stream().filter(rule -> rule.isAbout(subject)).toList();
  }

  /** The tags on any of these columns, which share their values. */
  List<Tag> tagsOn(List<Column> columns) {
    return tags.stream().filter(tag -> columns.stream().anyMatch(tag::isOn)).toList();
  }
}
