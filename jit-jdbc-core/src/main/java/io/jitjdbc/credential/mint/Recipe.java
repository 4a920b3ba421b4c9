package io.jitjdbc.credential.mint;

import io.jitjdbc.credential.Lease;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Setting;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** How one kind of database makes and ends logins. Stateless. */
interface Recipe {

  /** Whether a URL leads to this kind of database. */
  boolean accepts(String url);

  /**
   * The database that a URL leads to, without properties, and the same for every way to write it:
   * what a lease request calls target.
   *
   * @throws IllegalArgumentException if the URL does not say where it leads to
   */
  String database(String url);

  /** The administrator's URL as it is to be used; never one that creates a missing database. */
  String adminUrl(String url);

  /** What the administrator's connection needs besides: above all limits of time. */
  Map<String, String> adminProperties();

  /** The settings that mean something for this kind of database, of those that not all have. */
  List<Setting<?>> settings();

  /**
   * Refuses terms that this kind of database cannot keep.
   *
   * @throws InvalidSettingException saying what to do instead
   */
  void check(Terms terms);

  /** A minted name as this kind of database wants it spelled. */
  String spelled(String name);

  /**
   * What an administrator must run before logins with these roles can be made and ended; empty if
   * nothing is missing.
   */
  List<String> missing(AdminSession admin, Terms terms) throws SQLException;

  /** Makes the lease's login, with the roles and no other right. */
  void create(AdminSession admin, Lease lease, Terms terms) throws SQLException;

  /** The minted logins that this administrator may end, by whatever instance they were made. */
  List<String> minted(AdminSession admin) throws SQLException;

  /**
   * Ends a login with all its sessions. Idempotent, and indifferent to others who do the same.
   *
   * @throws SQLException if it, or a session of it, may still be alive
   */
  void end(AdminSession admin, String user) throws SQLException;
}
