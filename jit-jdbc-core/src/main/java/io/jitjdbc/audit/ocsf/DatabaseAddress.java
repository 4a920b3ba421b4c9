package io.jitjdbc.audit.ocsf;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is, as far as its JDBC URL tells; what it does not tell is empty. Of several
 * hosts, the first.
 *
 * @param product by the URL's second part
 */
record DatabaseAddress(String product, String host, String port, String name) {
  private static final DatabaseAddress UNKNOWN = new DatabaseAddress("", "", "", "");
  private static final Pattern PRODUCT = Pattern.compile("jdbc:([A-Za-z0-9]+):(.*)");
  private static final Map<String, String> PORTS =
      Map.of("postgresql", "5432", "mysql", "3306", "mariadb", "3306", "h2", "9092");

  /** A host may be a name, an IPv4 address, or an IPv6 address in brackets. */
  private static final Pattern SERVER =
      Pattern.compile(
          "(?:[a-z]+:){0,2}//(\\[[0-9A-Fa-f:.%]+]|[^/:,?;\\[\\]@()=]*)(?::(\\d{1,5}))?"
              + "(?:,[^/?;@]*)?(?:/([^?;&]*))?(?:[?;].*)?");

  /** The schema has a member of its own for what is no name. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%.+)?");

  private static final int NO_PORT = -1;
  private static final int LARGEST_PORT = 65_535;

  private static final Pattern H2_LOCAL =
      Pattern.compile("(?:mem:|file:|nio:|split:)?([^;]*)(?:;.*)?");

  static DatabaseAddress of(String url) {
    Matcher matcher = PRODUCT.matcher(url);
    if (!matcher.matches()) {
      return UNKNOWN;
    }
    String product = matcher.group(1);
    String rest = matcher.group(2);
    if (!PORTS.containsKey(product)) {
      return new DatabaseAddress(product, "", "", "");
    }
    Matcher server = SERVER.matcher(rest);
    if (server.matches()) {
      return at(product, server);
    }
    Matcher local = H2_LOCAL.matcher(rest);
    boolean isLocal = product.equals("h2") && local.matches();
    if (isLocal) {
      return new DatabaseAddress(product, "", "", local.group(1));
    }
    // PostgreSQL takes a database alone, and looks for it at its own place.
    boolean isName = product.equals("postgresql") && rest.matches("[\\w-]+");
    return new DatabaseAddress(product, "", "", isName ? rest : "");
  }

  private static DatabaseAddress at(String product, Matcher server) {
    String host = server.group(1).replaceAll("[\\[\\]]", "");
    String port = server.group(2) == null ? PORTS.getOrDefault(product, "") : server.group(2);
    String name = server.group(3) == null ? "" : server.group(3);
    return new DatabaseAddress(product, host, host.isEmpty() ? "" : port, name);
  }

  /** Without a host, an endpoint is known by what serves there. */
  Json endpoint() {
    boolean isAddress = ADDRESS.matcher(host).matches();
    Json endpoint = new Json().text(isAddress ? "ip" : "hostname", host);
    int number = port.isEmpty() ? NO_PORT : Integer.parseInt(port);
    if (number <= LARGEST_PORT && number != NO_PORT) {
      endpoint.put("port", number);
    }
    return endpoint.text("svc_name", product);
  }

  Json database() {
    return new Json()
        .put("name", name.isEmpty() ? "unknown" : name)
        .choice("type", 1, "Relational");
  }
}
