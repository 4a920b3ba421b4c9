package io.jitjdbc.spring.server.people;

import java.util.Locale;

/** What a person may do at the console beside asking, and answering what they are asked. */
public enum Role {
  /** Sees requests that concern them; every approver group of a policy has this by itself. */
  APPROVER,
  /** Sees leases, volumes and health; no statement and no value. */
  VIEWER,
  /** Sees every request, every session and everything that was done here. */
  AUDITOR,
  /** Ends leases, and changes what the policy is. */
  POLICY_ADMIN;

  /** As Spring Security has it. */
  public String authority() {
    return "ROLE_" + name();
  }

  /** As people read it. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
