package io.jitjdbc.spring.server;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The login that makes and changes the tables of the control plane, so that the one which serves
 * needs no more than to read and write rows.
 *
 * @param username who makes and changes the tables; the login of spring.datasource if empty
 * @param password of that login
 */
@ConfigurationProperties("jit.server.owner")
public record OwnerSettings(@DefaultValue("") String username, @DefaultValue("") String password) {

  boolean isGiven() {
    return !username.isEmpty();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "owner " + username;
  }
}
