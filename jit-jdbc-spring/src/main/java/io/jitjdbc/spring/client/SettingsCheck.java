package io.jitjdbc.spring.client;

import io.jitjdbc.settings.InvalidSettingException;
import java.util.Locale;
import java.util.Set;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Conditions take whatever is not {@code true} for false: a misspelt switch would turn enforcement
 * off without a word.
 */
final class SettingsCheck implements BeanFactoryPostProcessor {

  /**
   * @throws InvalidSettingException if a switch is neither on nor off
   */
  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    // Nothing is injected yet.
    Environment environment = beans.getBean(Environment.class);
    requireSwitch(environment, StarterSettings.ENABLED);
    requireSwitch(environment, DenialSettings.HTTP);
  }

  private static void requireSwitch(Environment environment, String name) {
    String property = StarterSettings.PREFIX + '.' + name;
    String value = environment.getProperty(property, "true");
    if (!Set.of("true", "false").contains(value.toLowerCase(Locale.ROOT))) {
      throw new InvalidSettingException(property + " cannot be read: expected true or false");
    }
  }
}
