package io.jitjdbc.spring.client;

import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.driver.JitDataSource;
import io.jitjdbc.driver.settings.JitUrl;
import io.jitjdbc.identity.TokenLookup;
import java.util.Properties;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Puts the driver under each pool before its first connection, and examines every DataSource once
 * it is there. The bean stays the pool that it was, so what measures or checks pools finds it.
 */
final class PoolEnforcer implements BeanPostProcessor, PriorityOrdered {
  private static final Logger LOG = LoggerFactory.getLogger(PoolEnforcer.class);
  private static final String WAYS =
      "Let it be a HikariDataSource that Spring configures before it connects, give it a jdbc:jit:"
          + " URL, or leave it out knowingly with jit.jdbc.exclude=";

  private final StarterSettings settings;
  private final ObjectProvider<JitDataSources> sources;

  PoolEnforcer(StarterSettings settings, ObjectProvider<JitDataSources> sources) {
    this.settings = settings;
    this.sources = sources;
  }

  /** After Boot has bound the properties (+ 1) and put in connection details (+ 2). */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 10;
  }

  @Override
  public Object postProcessBeforeInitialization(Object bean, String beanName) {
    if (bean instanceof HikariDataSource pool && settings.concerns(beanName) && isOpen(pool)) {
      enforce(pool, beanName);
    }
    return bean;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof DataSource source
        && !settings.excludes(beanName)
        && !Coverage.isEnforced(source)) {
      report(beanName, source.getClass());
    }
    return bean;
  }

  /** Whether it has a URL to connect to, and has not connected yet. */
  private static boolean isOpen(HikariDataSource pool) {
    return pool.getJdbcUrl() != null && pool.getDataSource() == null && !pool.isRunning();
  }

  private void enforce(HikariDataSource pool, String beanName) {
    String url = pool.getJdbcUrl();
    String ours = JitUrl.isOurs(url) ? url : JitUrl.PREFIX + url.substring("jdbc:".length());
    var own = new Properties();
    own.putAll(pool.getDataSourceProperties());
    JitDataSource source = sources.getObject().create(beanName, ours, own);
    String password = pool.getPassword();
    if (password != null && TokenLookup.isToken(password)) {
      source.setPassword(password);
    }
    // The pool would hand both to the data source; the lease's login takes their place.
    pool.setUsername(null);
    pool.setPassword(null);
    // Unused from now on. Whoever derives a connection from it meets the driver again.
    pool.setJdbcUrl(ours);
    pool.setDataSource(source);
  }

  private void report(String beanName, Class<?> type) {
    String problem =
        "The DataSource '"
            + beanName
            + "' ("
            + type.getName()
            + ") does not go through jit-jdbc: what is read through it is neither masked nor"
            + " recorded.";
    if (settings.enforce()) {
      throw new NotEnforcedException(problem, WAYS + beanName + '.');
    }
    LOG.warn("{} {}{}", problem, WAYS, beanName);
  }
}
