package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.config.Secret;
import ai.massgen.testkit.backend.Setting;
import ai.massgen.testkit.backend.WireBackendContract;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The rules of the contract for wires can fail: for each flaw of a backend there is one that notices. */
class ContractBitesTest {
    @ParameterizedTest
    @EnumSource
    void aFlawBreaksItsRule(Flaw flaw) {
        Flawed.flaw = flaw;
        assertThat(failures(Flawed.class, flaw.rule()))
                .as("the rule %s notices that the backend %s", flaw.rule(), flaw)
                .isPositive();
    }

    @Test
    void aSettingThatNobodyTriesBreaksItsRule() {
        assertThat(failures(Untried.class, "noSettingIsWithoutATest")).isEqualTo(1);
    }

    private static long failures(Class<?> contract, String rule) {
        PostDiscoveryFilter thatRule =
                test -> FilterResult.includedIf(test.getUniqueId().toString().contains(rule + "("));
        LauncherDiscoveryRequest request =
                request().selectors(selectClass(contract)).filters(thatRule).build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary);
        assertThat(summary.getSummary().getTestsStartedCount())
                .as("cases of %s", rule)
                .isPositive();
        return summary.getSummary().getTestsFailedCount();
    }

    /** Run by the tests above only. */
    static class Flawed extends OpenAiContractTest {
        static Flaw flaw = Flaw.SULKS;

        @Override
        protected Backend<OpenAiConfig> backend() {
            return new FlawedBackend(new OpenAiBackend(), flaw);
        }
    }

    /** Run by the tests above only. */
    static class Untried extends WireBackendContract<OpenAiConfig> {
        @Override
        protected Backend<OpenAiConfig> backend() {
            return new OpenAiBackend();
        }

        @Override
        protected OpenAiConfig config(URI server, Secret key) {
            return Chat.config(server);
        }

        @Override
        protected List<Setting> settings() {
            return List.of();
        }
    }
}
