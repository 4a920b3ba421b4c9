package io.jitjdbc.bundle;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;

/**
 * A database that takes tokens as passwords: it lets in whoever its issuer knows the token of,
 * which it asks at the address in the property {@code userinfo}. Knows nothing but the JDK and H2,
 * so that it can stand beside the bundle.
 */
public final class TokenTakingDriver implements Driver {
  private static final String USERINFO = "userinfo";

  private final Driver h2 = new org.h2.Driver();

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    if (!said(info).contains("\"" + info.getProperty("user") + "\"")) {
      throw new SQLException("the token is not of that user", "28000");
    }
    return h2.connect(url, ToolDatabase.administrator());
  }

  private static String said(Properties info) throws SQLException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(info.getProperty(USERINFO)))
            .header("Authorization", "Bearer " + info.getProperty("password"))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      return answer.statusCode() == 200 ? answer.body() : "";
    } catch (IOException | InterruptedException e) {
      throw new SQLException(e);
    }
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return h2.acceptsURL(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    return h2.getPropertyInfo(url, info);
  }

  @Override
  public int getMajorVersion() {
    return h2.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return h2.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return h2.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("org.h2");
  }
}
