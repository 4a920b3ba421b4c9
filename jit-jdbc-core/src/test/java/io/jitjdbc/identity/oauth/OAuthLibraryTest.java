package io.jitjdbc.identity.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthLibraryTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oauth.ClientCredentialsSubjectResolverProvider",
        "oauth.JwtBearerSubjectResolverProvider",
        "person.BrowserSubjectResolverProvider",
        "person.DeviceSubjectResolverProvider"
      })
  void isAskedForWhereItIsMissing(String name) throws Exception {
    var withoutIt = new WithoutTheLibrary();
    var provider =
        (SubjectResolverProvider)
            withoutIt.loadClass("io.jitjdbc.identity." + name).getConstructor().newInstance();
    var settings =
        SettingValues.of(
            "",
            Map.of(
                "issuer", "https://idp.example",
                "audience", "jit-jdbc",
                "client-id", "shop",
                "client-secret.file", "secret",
                "assertion.file", "assertion"));

    assertThat(provider.settings()).isNotEmpty();
    assertThatThrownBy(() -> provider.create(settings))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContainingAll(
            "jit.subject=" + provider.name(), "put the jar com.nimbusds:oauth2-oidc-sdk");
  }

  /** Loads the providers itself, and finds no library for them. */
  private static final class WithoutTheLibrary extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.nimbusds.oauth2.") || name.startsWith("com.nimbusds.openid.")) {
        throw new ClassNotFoundException(name);
      }
      return name.startsWith("io.jitjdbc.identity.oauth.")
              || name.startsWith("io.jitjdbc.identity.person.")
          ? define(name)
          : super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
