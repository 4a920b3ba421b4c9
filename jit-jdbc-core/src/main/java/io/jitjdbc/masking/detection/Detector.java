package io.jitjdbc.masking.detection;

import java.util.Locale;

/**
 * A kind of sensitive text that can be told from other text by its form: by check digits, assigned
 * prefixes, lengths, and what stands around it.
 */
public enum Detector {
  /** Payment card numbers: an assigned prefix with its lengths, and Luhn's check digit. */
  CARD(Traits.DIGITS_13),
  /** Social security and taxpayer numbers of the United States, as far as they are assigned. */
  SSN(Traits.DIGITS_9),
  /** International bank account numbers: the country's length, and the remainder 1 modulo 97. */
  IBAN(Traits.DIGITS_8 | Traits.LETTER),
  /** E-mail addresses with a domain that could exist. */
  EMAIL(Traits.AT | Traits.DOT),
  /** Telephone numbers: international with a calling code, or spaced out as nations write them. */
  PHONE(Traits.DIGITS_8),
  /** JSON web tokens: the first part decodes to a header with an algorithm. */
  JWT(Traits.LONG_WORD | Traits.DOT),
  /** Keys to clouds and services: AWS, Google, Azure, GitHub, Slack, and PEM private keys. */
  CLOUD_KEY(Traits.LONG_WORD);

  private final int needs;

  Detector(int needs) {
    this.needs = needs;
  }

  /** As it is written in policies and records: {@code card}, {@code cloud-key}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a text with these {@link Traits} can hold one at all. */
  boolean isPossible(int traits) {
    return (traits & needs) == needs;
  }

  Finder finder() {
    return switch (this) {
      case CARD -> new CardNumbers();
      case SSN -> new SocialSecurityNumbers();
      case IBAN -> new BankAccounts();
      case EMAIL -> new EmailAddresses();
      case PHONE -> new PhoneNumbers();
      case JWT -> new JsonWebTokens();
      case CLOUD_KEY -> new CloudKeys();
    };
  }
}
