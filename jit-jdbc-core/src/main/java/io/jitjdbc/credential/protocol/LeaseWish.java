package io.jitjdbc.credential.protocol;

import io.jitjdbc.protocol.Party;
import io.jitjdbc.protocol.Strict;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;

/** What somebody asks for: {@code LeaseRequest} in the document. */
final class LeaseWish {
  /** Characters: more than a request of this protocol can have. */
  private static final int LONGEST_BODY = 64_000;

  private static final int LONGEST_TARGET = 2048;
  private static final int LONGEST_PURPOSE = 2000;
  private static final int LONGEST_APPLICATION = 200;
  private static final Duration LONGEST_LIFE = Duration.ofDays(1);

  private final JsonFields fields;
  private final String target;
  private final String purpose;
  private final String application;
  private final Duration life;

  private LeaseWish(JsonFields fields) throws ParseException {
    this.fields = fields;
    this.target = bounded("target", fields.text("target"), LONGEST_TARGET);
    this.purpose = bounded("purpose", fields.textOrEmpty("purpose"), LONGEST_PURPOSE);
    this.application =
        bounded("application", fields.textOrEmpty("application"), LONGEST_APPLICATION);
    this.life = life(fields);
  }

  static LeaseWish read(String body) throws ParseException {
    JsonFields fields = object(body);
    Strict.only(fields, "target", "subject", "actor", "purpose", "application", "ttlSeconds");
    return new LeaseWish(fields);
  }

  /** How long a renewed lease shall last from now on: {@code RenewRequest} in the document. */
  static Duration readRenewal(String body) throws ParseException {
    JsonFields fields = object(body);
    Strict.only(fields, "ttlSeconds");
    return life(fields);
  }

  private static JsonFields object(String body) throws ParseException {
    if (body.length() > LONGEST_BODY) {
      throw new ParseException("it is longer than " + LONGEST_BODY + " characters", 0);
    }
    // A list of pairs would be read as an object, too.
    if (!body.stripLeading().startsWith("{")) {
      throw new ParseException("it is not a JSON object", 0);
    }
    JsonFields fields = JsonFields.of(body);
    if (fields.all().containsValue(null)) {
      throw new ParseException("a field that has nothing to say must not be there", 0);
    }
    return fields;
  }

  private static Duration life(JsonFields fields) throws ParseException {
    return fields.all().containsKey("ttlSeconds")
        ? Duration.ofSeconds(fields.number("ttlSeconds", 1, LONGEST_LIFE.toSeconds()))
        : LONGEST_LIFE;
  }

  private static String bounded(String name, String text, int most) throws ParseException {
    if (text.codePointCount(0, text.length()) > most) {
      throw new ParseException(name + " must be no longer than " + most + " characters", 0);
    }
    return text;
  }

  Party subject() throws ParseException {
    return Party.read(fields.object("subject"));
  }

  Optional<Party> actor() throws ParseException {
    return fields.all().containsKey("actor")
        ? Optional.of(Party.read(fields.object("actor")))
        : Optional.empty();
  }

  String target() {
    return target;
  }

  String purpose() {
    return purpose;
  }

  String application() {
    return application;
  }

  /** The longest that is wanted. */
  Duration life() {
    return life;
  }
}
