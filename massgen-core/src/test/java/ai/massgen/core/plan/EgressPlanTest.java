package ai.massgen.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Network;
import ai.massgen.core.egress.EgressHost;
import ai.massgen.core.egress.EgressList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of hosts: what can be said, and what cannot. */
class EgressPlanTest {
    @Test
    void withoutAListThereIsNoWayOut() {
        assertThat(new Plans().tool("tools: {t: {image: x}}\n").egress()).isEqualTo(EgressList.NONE);
    }

    @Test
    void aListDemandsThatThereIsNoNetwork() {
        ToolPlan tool = new Plans().tool("tools: {t: {image: x, policy: {egress: ['a.test:443', 'b.test:80']}}}\n");

        assertThat(tool.egress()).hasToString("a.test:443, b.test:80");
        assertThat(tool.egress().allowPrivate()).isFalse();
        assertThat(tool.policy().network()).isEqualTo(Network.NONE);
        assertThat(tool.policy().demanded()).contains(Control.NETWORK);
    }

    @Test
    void defaultsHoldForWhoSaysNothing() {
        RunPlan plan = new Plans().of("""
                tools: {t: {image: x}, u: {image: x, policy: {egress: []}}}
                sandbox: {defaults: {egress: ['a.test:443'], allow_private_addresses: true}}
                """);

        assertThat(plan.tools().values())
                .extracting(ToolPlan::egress)
                .containsExactly(new EgressList(List.of(EgressHost.of("a.test:443")), true), EgressList.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy: {egress: ['*.test:443']}                               | tools.t.policy.egress[0]: holds a wildcard",
                "policy: {egress: ['a.test:443', 'a.test']}                     | tools.t.policy.egress[1]: has no port",
                "policy: {egress: ['a.test:443'], network: open}                | means nothing with network: open",
                "policy: {allow_private_addresses: true}                        | means nothing without egress",
                "sandbox: remote, policy: {egress: ['a.test:443']}              | runs no further programs",
                "env: {HTTPS_PROXY: x}, policy: {egress: ['a.test:443']}        | tools.t.env.HTTPS_PROXY: is set for policy.egress",
                "secrets: {http_proxy: '${S}'}, policy: {egress: ['a.test:1']}  | tools.t.secrets.http_proxy: is set for policy.egress"
            })
    void whatMakesNoSenseIsSaid(String settings, String problem) {
        assertThat(new Plans().environment(Map.of("S", "x")).problems("tools: {t: {image: x, " + settings + "}}\n"))
                .singleElement()
                .asString()
                .contains(problem);
    }
}
