package io.jitjdbc.examples.quickstart;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Somebody who does not exist: the domains are reserved, an SSN never begins with 000, and the
 * cards are numbers that payment providers publish for tests.
 */
record Customer(
    int id, String name, String email, String ssn, String card, LocalDate born, String city) {
  private static final List<String> FIRST_NAMES =
      List.of(
          "Mara", "Jonas", "Amina", "Pavel", "Lucia", "Henrik", "Noor", "Tomas", "Greta", "Kofi");
  private static final List<String> LAST_NAMES =
      List.of("Alder", "Brandt", "Castell", "Dunmore", "Ekberg", "Farrow");
  private static final List<String> DOMAINS = List.of("example.com", "example.org", "example.net");
  private static final List<String> TEST_CARDS =
      List.of(
          "4242 4242 4242 4242",
          "5555 5555 5555 4444",
          "4111 1111 1111 1111",
          "5105 1051 0510 5100",
          "6011 1111 1111 1117");
  private static final List<String> CITIES =
      List.of("Aarhus", "Bergen", "Graz", "Leuven", "Porto", "Tartu", "Utrecht");
  private static final LocalDate OLDEST = LocalDate.of(1948, 3, 14);

  /** The same sixty every time. */
  static List<Customer> all() {
    return IntStream.range(0, FIRST_NAMES.size() * LAST_NAMES.size())
        .mapToObj(Customer::number)
        .toList();
  }

  private static Customer number(int n) {
    String first = FIRST_NAMES.get(n % FIRST_NAMES.size());
    String last = LAST_NAMES.get((n + n / FIRST_NAMES.size()) % LAST_NAMES.size());
    String address = (first + '.' + last).toLowerCase(Locale.ROOT);
    return new Customer(
        1001 + n,
        first + ' ' + last,
        address + '@' + DOMAINS.get(n % DOMAINS.size()),
        "000-" + (11 + n) + '-' + (1009 + 131 * n),
        TEST_CARDS.get(n % TEST_CARDS.size()),
        OLDEST.plusDays(317L * n),
        CITIES.get(n % CITIES.size()));
  }
}
