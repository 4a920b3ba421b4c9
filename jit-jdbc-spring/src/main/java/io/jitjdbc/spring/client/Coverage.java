package io.jitjdbc.spring.client;

import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.driver.JitDataSource;
import io.jitjdbc.driver.settings.JitUrl;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** Tells whether every connection of a DataSource comes from the driver; unknown types are no. */
final class Coverage {
  private Coverage() {}

  static boolean isEnforced(@Nullable DataSource source) {
    if (source instanceof HikariDataSource pool && pool.getDataSource() != null) {
      return isEnforced(pool.getDataSource());
    }
    if (source instanceof DelegatingDataSource proxy) {
      return isEnforced(proxy.getTargetDataSource());
    }
    if (source instanceof AbstractRoutingDataSource routing) {
      return areEnforced(routing);
    }
    // What a scoped proxy stands for is a bean of its own, and examined as such.
    return source instanceof JitDataSource
        || source instanceof ScopedObject
        || (source != null && hasOurUrl(source));
  }

  private static boolean areEnforced(AbstractRoutingDataSource routing) {
    DataSource fallback = routing.getResolvedDefaultDataSource();
    return Stream.concat(
            routing.getResolvedDataSources().values().stream(), Stream.ofNullable(fallback))
        .allMatch(Coverage::isEnforced);
  }

  private static boolean hasOurUrl(DataSource source) {
    BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(source);
    return Stream.of("jdbcUrl", "url", "URL")
        .filter(properties::isReadableProperty)
        .map(properties::getPropertyValue)
        .anyMatch(value -> value instanceof String url && JitUrl.isOurs(url));
  }
}
