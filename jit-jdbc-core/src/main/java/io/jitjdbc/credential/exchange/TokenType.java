package io.jitjdbc.credential.exchange;

/** What a token is, in the words of RFC 8693 section 3. */
enum TokenType {
  ACCESS_TOKEN("access_token"),
  ID_TOKEN("id_token"),
  JWT("jwt");

  private final String uri;

  TokenType(String name) {
    this.uri = "urn:ietf:params:oauth:token-type:" + name;
  }

  String uri() {
    return uri;
  }
}
