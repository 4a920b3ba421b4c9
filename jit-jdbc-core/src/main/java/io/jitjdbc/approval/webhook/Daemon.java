package io.jitjdbc.approval.webhook;

/** Threads that keep no process alive. */
final class Daemon {
  private Daemon() {}

  static Thread of(Runnable task, String name) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
