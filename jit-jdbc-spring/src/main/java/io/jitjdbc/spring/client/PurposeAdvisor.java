package io.jitjdbc.spring.client;

import io.jitjdbc.access.JitContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AbstractAdvisingBeanPostProcessor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Opens a scope around each method with a {@link Purpose}: outside of transactions, because JPA
 * writes when they end, and inside of {@code @Async}, because the scope is one of a thread.
 */
final class PurposeAdvisor extends AbstractAdvisingBeanPostProcessor implements BeanFactoryAware {
  private static final long serialVersionUID = 1L;

  private transient @Nullable ConfigurableListableBeanFactory beans;

  /** Proxies classes where Boot does, even if they have interfaces. */
  PurposeAdvisor(Environment environment) {
    var purposes = new AnnotatedPurposes();
    this.advisor =
        new DefaultPointcutAdvisor(
            new Marked(purposes),
            (org.aopalliance.intercept.MethodInterceptor) call -> run(purposes, call));
    setProxyTargetClass(
        environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
    setBeforeExistingAdvisors(true);
    // Before the one for @Async, whose advisor goes to the front.
    setOrder(Ordered.LOWEST_PRECEDENCE - 1);
  }

  @Override
  public void setBeanFactory(BeanFactory beanFactory) {
    beans = beanFactory instanceof ConfigurableListableBeanFactory found ? found : null;
  }

  @Override
  protected ProxyFactory prepareProxyFactory(Object bean, String beanName) {
    ProxyFactory factory = super.prepareProxyFactory(bean, beanName);
    if (Proxy.isProxyClass(bean.getClass())) {
      // Repositories and mappers: there is nothing but interfaces.
      factory.setProxyTargetClass(false);
    } else if (beans != null && AutoProxyUtils.shouldProxyTargetClass(beans, beanName)) {
      factory.setProxyTargetClass(true);
    }
    return factory;
  }

  private static @Nullable Object run(AnnotatedPurposes purposes, MethodInvocation call)
      throws Throwable {
    Object target = call.getThis();
    Class<?> type = target == null ? call.getMethod().getDeclaringClass() : target.getClass();
    JitContext scope = JitContext.because(purposes.of(call.getMethod(), type).orElse(""));
    try {
      return call.proceed();
    } finally {
      scope.close();
    }
  }

  /** The methods that say why. */
  private static final class Marked extends StaticMethodMatcherPointcut {
    private final AnnotatedPurposes purposes;

    private Marked(AnnotatedPurposes purposes) {
      this.purposes = purposes;
    }

    @Override
    public boolean matches(Method method, Class<?> type) {
      return method.getDeclaringClass() != Object.class && purposes.of(method, type).isPresent();
    }
  }
}
