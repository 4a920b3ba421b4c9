package io.jitjdbc.spring.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Beside {@code @SpringBootTest}, {@code @DataJpaTest} or another slice with a DataSource: tests
 * say by {@link AsSubject} who reads, and ask a {@link PolicyReader} parameter what that was.
 *
 * <p>The starter enforces the DataSource as it does in production, by the application's policy.
 * What the test's settings and beans do not name is made up: who the application itself is, a
 * broker that lends {@code spring.datasource}'s login, and an approval service where nobody
 * answers.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({SpringExtension.class, JitPolicyExtension.class})
@ImportAutoConfiguration
public @interface JitPolicyTest {}
