package io.jitjdbc.spring.client;

import io.jitjdbc.driver.JitDriver;
import io.jitjdbc.driver.settings.JitUrl;
import java.util.Set;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/** Boot knows no driver for {@code jdbc:jit:} URLs and would refuse to build a DataSource. */
final class DriverClassNames implements BeanPostProcessor, PriorityOrdered {
  /** The type moved between Boot 3.5 and 4.0, so it is known by name. */
  private static final Set<String> TYPES =
      Set.of(
          "org.springframework.boot.jdbc.autoconfigure.DataSourceProperties",
          "org.springframework.boot.autoconfigure.jdbc.DataSourceProperties");

  /** After Boot has bound the properties (+ 1). */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 10;
  }

  @Override
  public Object postProcessBeforeInitialization(Object bean, String beanName) {
    if (TYPES.contains(bean.getClass().getName())) {
      BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(bean);
      boolean ours = properties.getPropertyValue("url") instanceof String url && JitUrl.isOurs(url);
      if (ours && properties.getPropertyValue("driverClassName") == null) {
        properties.setPropertyValue("driverClassName", JitDriver.class.getName());
      }
    }
    return bean;
  }
}
