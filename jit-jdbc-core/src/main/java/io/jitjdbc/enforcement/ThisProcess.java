package io.jitjdbc.enforcement;

import io.jitjdbc.audit.SessionFacts;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The process that the library runs in, as events name it. */
final class ThisProcess {
  // Looked up once: some machines ask the network for their own name.
  private static final String HOST = host();
  private static final long ID = ProcessHandle.current().pid();

  private ThisProcess() {}

  static SessionFacts facts(Admission admission) {
    return new SessionFacts(
        admission.request().target(),
        admission.application(),
        admission.lease().id(),
        admission.lease().credential().user(),
        HOST,
        ID);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }
}
