package io.jitjdbc.credential.mint;

import io.jitjdbc.credential.DatabaseCredential;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How one kind of database makes and ends logins. Stateless. */
interface Recipe {

  /** Whether a URL leads to this kind of database. */
  boolean accepts(String url);

  /** The database that a URL leads to, without properties: what a lease request calls target. */
  String database(String url);

  /** The administrator's URL as it is to be used; never one that creates a missing database. */
  String adminUrl(String url);

  /** Makes a login with the roles and no other right. */
  void create(Connection admin, DatabaseCredential login, List<String> roles) throws SQLException;

  /** Every minted login there is, by whatever instance; others may be among them. */
  List<String> minted(Connection admin) throws SQLException;

  /** Ends a login with all its sessions. Idempotent. */
  void end(Connection admin, String user) throws SQLException;
}
