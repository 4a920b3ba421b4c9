package io.jitjdbc.credential.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SealedPasswordsTest {
  private static final String PASSWORD = "pässword ☃";
  private static final byte[] OLD = key(1);
  private static final byte[] NEW = key(2);

  private final SealedPasswords passwords = new SealedPasswords("old", Map.of("old", OLD));

  private static byte[] key(int fill) {
    var key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return key;
  }

  @Test
  void opensWhatItSealed() {
    String sealed = passwords.seal("lease-1", PASSWORD);

    assertThat(passwords.open("lease-1", sealed)).contains(PASSWORD);
    assertThat(passwords.seal("lease-1", PASSWORD)).isNotEqualTo(sealed);
    assertThat(sealed).doesNotContain(PASSWORD);
  }

  @Test
  void isOfUseForOneLeaseOnly() {
    assertThat(passwords.open("lease-2", passwords.seal("lease-1", PASSWORD))).isEmpty();
  }

  @Test
  void aHeaderThatClaimsAnotherLeaseOpensNothing() {
    String one = passwords.seal("lease-1", PASSWORD);
    String two = passwords.seal("lease-2", PASSWORD);
    String forged = two.substring(0, two.indexOf('.')) + one.substring(one.indexOf('.'));

    assertThat(passwords.open("lease-2", forged)).isEmpty();
  }

  @Test
  void opensNothingThatWasChanged() {
    String sealed = passwords.seal("lease-1", PASSWORD);

    for (String text : new String[] {"", "x", "a.b.c.d.e", sealed.substring(1), sealed + "A"}) {
      assertThat(passwords.open("lease-1", text)).as(text).isEmpty();
    }
  }

  @Test
  void keysCanBeChanged() {
    String before = passwords.seal("lease-1", PASSWORD);
    var both = new SealedPasswords("new", Map.of("old", OLD, "new", NEW));
    var after = new SealedPasswords("new", Map.of("new", NEW));

    assertThat(both.open("lease-1", before)).contains(PASSWORD);
    assertThat(after.open("lease-1", both.seal("lease-1", PASSWORD))).contains(PASSWORD);
    assertThat(after.open("lease-1", before)).isEmpty();
    var impostor = new SealedPasswords("old", Map.of("old", NEW));
    assertThat(impostor.open("lease-1", before)).isEmpty();
  }

  @Test
  void takesKeysOfTheRightLengthOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SealedPasswords("k", Map.of("k", new byte[16])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SealedPasswords("other", Map.of("k", OLD)));
    assertThat(passwords.toString()).isEqualTo("passwords sealed with old");
  }
}
