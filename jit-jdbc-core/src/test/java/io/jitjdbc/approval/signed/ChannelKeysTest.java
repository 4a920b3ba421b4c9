package io.jitjdbc.approval.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.signed.Yes.Voucher;
import io.jitjdbc.testing.AccessRequests;
import io.jitjdbc.testing.SigningPeople;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel's key vouches for its people and for nobody else; a person's for that person. */
class ChannelKeysTest {
  private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
  private static final Voucher DORA_IN_SLACK = new Voucher("slack", "U1DORA");

  @TempDir private Path directory;
  private final ECKey dora = SigningPeople.generate("dora");
  private final ECKey gateway = SigningPeople.generate("gateway");
  private AnswerVerifier verifier;

  @BeforeEach
  void pin() throws Exception {
    verifier = pinned(List.of(plain(dora), marked(gateway, "slack")));
  }

  private AnswerVerifier pinned(List<Map<String, Object>> keys) throws Exception {
    String text = JSONObjectUtils.toJSONString(Map.of("keys", keys));
    return new AnswerVerifier(Files.writeString(directory.resolve("keys.json"), text));
  }

  private static Map<String, Object> plain(ECKey key) {
    return key.toPublicJWK().toJSONObject();
  }

  private static Map<String, Object> marked(ECKey key, Object channel) {
    var fields = new HashMap<>(plain(key));
    fields.put("channel", channel);
    return fields;
  }

  private static String signed(ECKey key, Voucher voucher) {
    var yes = new Yes("7f3a9k2m", "ab", "jdbc:h2:mem:shop", "cd", "fine", NOW, voucher);
    return AnswerSigner.with(key.toJSONString()).sign(yes);
  }

  private void isRefused(String token, String why) {
    assertThatThrownBy(() -> verifier.verifyAny(token))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aChannelSaysWhoSaidYes() throws Exception {
    SignedAnswer answer = verifier.verifyAny(signed(gateway, DORA_IN_SLACK));

    assertThat(answer.yes().voucher()).isEqualTo(DORA_IN_SLACK);
    assertThat(answer.yes().terms()).isEqualTo("cd");
    assertThat(answer.key()).isEqualTo("gateway");
  }

  @Test
  void whereOnlyPeopleSignAChannelsKeyIsWorthNothing() {
    assertThatThrownBy(() -> verifier.verify(signed(gateway, DORA_IN_SLACK)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("a channel's key has signed it");
    assertThatThrownBy(() -> verifier.verify(signed(gateway, Voucher.NONE)))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void aPersonSpeaksForNoChannel() {
    isRefused(signed(dora, DORA_IN_SLACK), "not one for the channel that it names");
  }

  @Test
  void aChannelSpeaksForNoOtherOneAndForNobodyInPerson() {
    isRefused(signed(gateway, new Voucher("jira", "dora")), "not one for the channel");
    isRefused(signed(gateway, Voucher.NONE), "not one for the channel");
    isRefused(signed(gateway, new Voucher("slack", "")), "not one for the channel");
    isRefused(signed(dora, new Voucher("", "U1DORA")), "not one for the channel");
  }

  @Test
  void aMarkThatIsNoTextMakesNobodyAPerson() throws Exception {
    verifier = pinned(List.of(marked(gateway, 7)));

    isRefused(signed(gateway, Voucher.NONE), "cannot be read as a JWKS");
  }

  @Test
  void twoKeysOfOneNameAreNobodys() throws Exception {
    verifier = pinned(List.of(marked(gateway, "slack"), plain(gateway)));

    isRefused(signed(gateway, Voucher.NONE), "two keys of one kid");
  }

  @Test
  void aDelegationIsNoApprovalAndNoApprovalIsADelegation() throws Exception {
    var absent = AccessRequests.person("dora", "dba");
    var plain = new Delegation(absent, "issuer|del", NOW, NOW.plusSeconds(60));
    String token = AnswerSigner.with(dora.toJSONString()).sign(plain);

    assertThat(verifier.delegator(plain.signed(token))).isEqualTo("dora");
    isRefused(token, "it is no signed approval");
    for (String other :
        List.of(
            signed(dora, Voucher.NONE),
            AnswerSigner.with(gateway.toJSONString()).sign(plain),
            AnswerSigner.with(dora.toJSONString())
                .sign(new Delegation(absent, "issuer|eve", NOW, NOW.plusSeconds(60))))) {
      assertThatThrownBy(() -> verifier.delegator(plain.signed(other)))
          .isInstanceOf(RefusedException.class);
    }
  }
}
