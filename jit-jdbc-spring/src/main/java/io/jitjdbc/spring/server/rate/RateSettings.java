package io.jitjdbc.spring.server.rate;

import io.jitjdbc.settings.InvalidSettingException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one may ask of one instance: the settings {@code jit.server.rate.*}. The defaults are
 * far above what drivers need that work: a thousand connections of one login that open within ten
 * seconds, or a person who answers as fast as they can click.
 *
 * @param callerPerSecond requests of one subject and who acts for it, below {@code /v1}
 * @param callerBurst how many of them at once
 * @param personPerSecond what one person who is signed in does at the console
 * @param personBurst how many of that at once
 * @param addressPerSecond what comes from one address and shows no token that was good before
 * @param addressBurst how many of that at once
 */
@ConfigurationProperties("jit.server.rate")
public record RateSettings(
    @DefaultValue("200") int callerPerSecond,
    @DefaultValue("2000") int callerBurst,
    @DefaultValue("5") int personPerSecond,
    @DefaultValue("60") int personBurst,
    @DefaultValue("20") int addressPerSecond,
    @DefaultValue("200") int addressBurst) {
  public RateSettings {
    require("caller", callerPerSecond, callerBurst);
    require("person", personPerSecond, personBurst);
    require("address", addressPerSecond, addressBurst);
  }

  private static void require(String whose, int perSecond, int burst) {
    if (perSecond < 1 || burst < perSecond || burst > 1_000_000) {
      throw new InvalidSettingException(
          ("jit.server.rate." + whose + "-per-second and ")
              + ("jit.server.rate." + whose + "-burst must be from 1 to 1000000, and the burst no")
              + " smaller than what comes in a second");
    }
  }
}
