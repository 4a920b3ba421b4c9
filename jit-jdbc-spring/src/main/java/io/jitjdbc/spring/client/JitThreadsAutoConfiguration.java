package io.jitjdbc.spring.client;

import io.micrometer.context.ContextSnapshot;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

/** Lets Boot's task executors run each task for whom, and why, it was submitted. */
@AutoConfiguration(before = TaskExecutionAutoConfiguration.class)
@ConditionalOnClass({ContextSnapshot.class, ContextPropagatingTaskDecorator.class})
@ConditionalOnBooleanProperty(name = "jit.jdbc.enabled", matchIfMissing = true)
class JitThreadsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(TaskDecorator.class)
  ContextPropagatingTaskDecorator jitTaskDecorator() {
    return new ContextPropagatingTaskDecorator();
  }
}
