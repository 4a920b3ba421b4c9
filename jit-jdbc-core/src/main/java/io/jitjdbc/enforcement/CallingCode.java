package io.jitjdbc.enforcement;

import java.lang.StackWalker.StackFrame;
import java.util.List;

/**
 * Which method of the application executes a statement: the nearest one that belongs to no driver,
 * pool or framework. The application says so itself.
 */
final class CallingCode {
  private static final int LONGEST = 200;

  /** Those that stand between applications and a driver, and say nothing of why. */
  private static final List<String> BETWEEN =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "jakarta.",
          "kotlin.",
          "scala.",
          "groovy.",
          "io.jitjdbc.enforcement.",
          "io.jitjdbc.driver.",
          "io.jitjdbc.spring.",
          "com.zaxxer.hikari.",
          "com.mchange.",
          "org.apache.commons.dbcp2.",
          "org.apache.tomcat.",
          "org.springframework.",
          "org.hibernate.",
          "org.apache.ibatis.",
          "org.mybatis.",
          "org.jooq.",
          "org.jdbi.",
          "com.querydsl.",
          "io.micrometer.",
          "net.ttddyy.");

  private CallingCode() {}

  /** In the calling thread; empty if there is no such method. */
  static String name() {
    return StackWalker.getInstance()
        .walk(frames -> frames.filter(CallingCode::isApplication).findFirst())
        .map(frame -> frame.getClassName() + '.' + frame.getMethodName())
        .map(name -> name.length() <= LONGEST ? name : name.substring(0, LONGEST))
        .orElse("");
  }

  private static boolean isApplication(StackFrame frame) {
    String name = frame.getClassName();
    // Classes that are made up while the program runs have no name that means anything.
    return BETWEEN.stream().noneMatch(name::startsWith)
        && !name.startsWith("$Proxy")
        && !name.contains("$$");
  }
}
