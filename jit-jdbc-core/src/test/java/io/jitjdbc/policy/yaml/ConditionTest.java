package io.jitjdbc.policy.yaml;

import static io.jitjdbc.access.Action.DELETE;
import static io.jitjdbc.access.Action.SELECT;
import static io.jitjdbc.sql.StatementKind.QUERY;
import static io.jitjdbc.sql.StatementKind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Decision.RequestableDeny;
import io.jitjdbc.policy.Obligation.DecideEachTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that hold under some circumstances only. */
class ConditionTest {
  private static final Policy POLICY = Policies.read(Policies.text("good/conditions.yaml"));

  private static Decision decide(Asking asking, Execution execution) {
    return POLICY.decide(asking.under(execution).request());
  }

  private static Asking analyst(String table) {
    return Asking.by("ann", "analysts").does(SELECT, table);
  }

  @Test
  void aWriteWithoutAConditionIsDeniedAndOneWithItIsNot() {
    Asking ann = Asking.by("ann", "analysts").does(DELETE, "shop.customers");

    assertThat(decide(ann, Execution.of(WRITE)))
        .isInstanceOfSatisfying(
            Deny.class,
            deny -> {
              assertThat(deny.rule()).isEqualTo("no-careless-writes");
              assertThat(deny.reason()).endsWith("an UPDATE or DELETE needs a WHERE");
            });
    assertThat(decide(ann, Execution.of(WRITE).bound(true, false))).isInstanceOf(Permit.class);
  }

  @Test
  void aLargeResultIsAskedForAndASmallOneIsNot() {
    assertThat(decide(analyst("shop.customers"), Execution.of(QUERY).rows(10_001)))
        .isInstanceOf(RequestableDeny.class);
    assertThat(decide(analyst("shop.customers"), Execution.of(QUERY).rows(10_000)))
        .isInstanceOf(Permit.class);
  }

  @Test
  void whatCannotBeEstimatedIsAskedFor() {
    assertThat(decide(analyst("shop.customers"), Execution.of(QUERY)))
        .isInstanceOf(RequestableDeny.class);
  }

  @Test
  void nobodyIsAskedAboutWhatApprovesItself() {
    Execution careful = Execution.of(QUERY).bound(true, true).rows(500);

    assertThat(decide(analyst("shop.orders"), careful))
        .isInstanceOfSatisfying(
            Permit.class, permit -> assertThat(permit.rule()).isEqualTo("orders"));
    assertThat(decide(analyst("shop.orders"), careful.rows(501)))
        .isInstanceOf(RequestableDeny.class);
    assertThat(decide(analyst("shop.orders"), careful.bound(true, false)))
        .isInstanceOf(RequestableDeny.class);
    assertThat(decide(analyst("shop.orders"), Execution.of(QUERY).bound(true, true)))
        .isInstanceOf(RequestableDeny.class);
  }

  @Test
  void theDatabaseIsNotAskedForWhatDependsOnSomethingElse() {
    Execution careless = Execution.of(QUERY).bound(false, true).rows(1);
    decide(analyst("shop.orders"), careless);
    assertThat(careless.asked()).hasValue(0);

    Execution elsewhere = Execution.of(QUERY).rows(1);
    decide(analyst("shop.products"), elsewhere);
    assertThat(elsewhere.asked()).hasValue(0);
  }

  @Test
  void aDecisionThatDependsOnCircumstancesIsMadeEachTime() {
    assertThat(decide(analyst("shop.customers"), Execution.of(QUERY).rows(1)))
        .isInstanceOfSatisfying(
            Permit.class,
            permit -> assertThat(permit.obligations()).containsExactly(new DecideEachTime()));
    assertThat(
            Policies.shop()
                .decide(Asking.by("ann", "analysts").does(SELECT, "shop.customers").request()))
        .isInstanceOfSatisfying(
            Permit.class,
            permit ->
                assertThat(permit.obligations())
                    .doesNotHaveAnyElementsOfTypes(DecideEachTime.class));
  }

  @Test
  void aPermitOutsideItsCircumstancesIsNoneAndSaysSo() {
    // The tests' noon is no night.
    assertThat(decide(Asking.by("job", "batch").does(SELECT, "shop.orders"), Execution.of(QUERY)))
        .isInstanceOfSatisfying(
            Deny.class,
            deny ->
                assertThat(deny.reason())
                    .endsWith(
                        "rule night does, but not under the circumstances of this execution"));
  }

  @Test
  void aRuleOnRequestHoldsForWhoAsksForIt() {
    Asking sue = Asking.by("sue", "support").does(SELECT, "shop.customers");

    assertThat(decide(sue, Execution.of(QUERY)))
        .isInstanceOfSatisfying(
            Deny.class,
            deny ->
                assertThat(deny.reason())
                    .endsWith(
                        "rule emails does for who asks for it:"
                            + " connect with jit.request=emails, or setClientInfo(\"jit.request\", \"emails\")"));
    assertThat(decide(sue, Execution.of(QUERY).requesting("emails")))
        .isInstanceOf(RequestableDeny.class);
    assertThat(decide(sue, Execution.of(QUERY).requesting("email"))).isInstanceOf(Deny.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.1.2.0/23, 10.1.3.255, true",
    "10.1.2.0/23, 10.1.4.0, false",
    "192.0.2.7/32, 192.0.2.7, true",
    "192.0.2.7/32, 192.0.2.6, false",
    "0.0.0.0/0, 203.0.113.1, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/33, 2001:db8:ffff::1, false",
    "::/0, 2001:db8::1, true"
  })
  void aNetworkHasTheAddressesInItsRange(String network, String address, boolean inside)
      throws UnknownHostException {
    assertThat(Network.of(network).orElseThrow().contains(InetAddress.getByName(address)))
        .isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.0.0.0/33",
        "10.1/8",
        "::/129",
        "example.org/8",
        "10.0.0.256/8",
        "/8",
        "a/8",
        ":::/8",
        "10.0.0.0/-1",
        "10.0.0.0/8 ",
        "1.2.3.4.5/8"
      })
  void anythingElseIsNoNetwork(String text) {
    assertThat(Network.of(text)).isEmpty();
  }

  @Test
  void ofAMachineWhoseAddressesCannotBeToldNothingIsPermitted() throws UnknownHostException {
    String night = Policies.text("good/conditions.yaml").replaceAll("\n *time: .*", "");
    Policy byNetwork = Policies.read(night);
    Asking job = Asking.by("job", "batch").does(SELECT, "shop.orders");

    assertThat(byNetwork.decide(job.under(Execution.of(QUERY)).request())).isInstanceOf(Deny.class);
    assertThat(
            byNetwork.decide(
                job.under(
                        Execution.of(QUERY)
                            .from(
                                InetAddress.getByName("192.0.2.1"),
                                InetAddress.getByName("10.9.8.7")))
                    .request()))
        .isInstanceOf(Permit.class);
    assertThat(
            byNetwork.decide(
                job.under(Execution.of(QUERY).from(InetAddress.getByName("192.0.2.1"))).request()))
        .isInstanceOf(Deny.class);
  }
}
