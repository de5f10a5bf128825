package ai.massgen.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Price;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What is planned of money, forms and the tools of providers. */
class SpendingPlanTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static BigDecimal input(RunPlan plan, int agent) {
        return plan.spending()
                .price(plan.agents().get(agent), TODAY)
                .map(Price::input)
                .orElseThrow();
    }

    @Test
    void whatTheUserSaysOfAPriceComesBeforeWhatThePluginKnows() {
        assertThat(input(new Plans().of(""), 0)).isEqualByComparingTo("1");
        assertThat(input(new Plans().of("prices: {m1: {input: 7, output: 8}}\n"), 0))
                .isEqualByComparingTo("7");
        assertThat(input(new Plans().of("prices: {talker/*: {input: 0.3, output: 8}}\n"), 1))
                .isEqualByComparingTo("0.3");
        assertThat(new Plans()
                        .of("")
                        .spending()
                        .price(new Plans().of("").agents().get(1), TODAY))
                .isEmpty();
    }

    @Test
    void cachedTokensCostAsInputUnlessTheUserSaysOtherwise() {
        RunPlan plan = new Plans().of("prices: {m1: {input: 7, output: 8, cached_input: 0.5}}\n");

        assertThat(plan.spending().price(plan.agents().get(0), TODAY))
                .contains(new Price(
                        BigDecimal.valueOf(7.0),
                        BigDecimal.valueOf(8.0),
                        BigDecimal.valueOf(0.5),
                        BigDecimal.valueOf(7.0)));
    }

    @Test
    void aFileOfPricesComesAfterTheConfiguration() {
        Plans plans = new Plans()
                .file(
                        "/srv/project/prices.json",
                        "{\"prices\": {\"m1\": {\"input\": 1, \"output\": 1}, \"m2\": {\"input\": 2, \"output\": 2}}}");
        RunPlan plan = plans.of("prices_file: prices.json\nprices: {m1: {input: 9, output: 9}}\n");

        assertThat(input(plan, 0)).isEqualByComparingTo("9");
        assertThat(input(plan, 1)).isEqualByComparingTo("2");
    }

    @Test
    void aFileOfPricesThatCannotBeUsedIsAProblemWithItsPlace() {
        assertThat(new Plans().problems("prices_file: none.json\n"))
                .singleElement()
                .asString()
                .startsWith("c.yaml:5:14 prices_file: names a file that does not exist: none.json");
        assertThat(new Plans()
                        .file("/srv/project/p.json", "{\"prices\": {\"m1\": {\"input\": -1}}}")
                        .problems("prices_file: p.json\n"))
                .singleElement()
                .asString()
                .contains("prices_file: names a file that cannot be used")
                .contains("p.json:1:29 prices.m1.input: must be 0 to 1000000")
                .contains("prices.m1.output: is missing");
    }

    @Test
    void theShorterOfLimitAndBudgetEndsARun() {
        assertThat(new Plans().of("limits: {run: 5m}\n").runLimit()).isEqualTo(Duration.ofMinutes(5));
        assertThat(new Plans().of("limits: {run: 5m}\nbudget: {time: 2m}\n").runLimit())
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(new Plans().of("limits: {run: 5m}\nbudget: {time: 9m}\n").runLimit())
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aSchemaThatIsNoneIsFoundWithTheOtherProblems() {
        assertThat(new Plans().of("").answerSchema()).isEmpty();
        assertThat(new Plans()
                        .file("/srv/project/a.json", "{\"type\": \"object\"}")
                        .of("answer_schema: a.json\n")
                        .answerSchema())
                .isPresent();
        assertThat(new Plans()
                        .file("/srv/project/a.json", "{\"type\": 5}")
                        .problems("answer_schema: a.json\nprices_file: none\n"))
                .hasSize(2)
                .first()
                .asString()
                .contains("answer_schema: names a file that is no JSON Schema");
    }

    @Test
    void theToolsOfAProviderAreThoseThatTheModelHas() {
        assertThat(new Plans()
                        .of("  - {id: c, backend: {type: talker, model: m1}, provider_tools: [web_search]}\n")
                        .agents()
                        .get(2)
                        .providerTools())
                .containsExactly(Capability.WEB_SEARCH);
        assertThat(
                        new Plans()
                                .problems(
                                        "  - {id: c, backend: {type: talker, model: m1}, provider_tools: [web_search, url_context]}\n"))
                .containsExactly(
                        "c.yaml:5:78 agents[2].provider_tools[1]: cannot be used: the model has no url_context with"
                                + " these settings of talker; the tools that it has: web_search");
        assertThat(new Plans()
                        .problems("  - {id: c, backend: {type: talker, model: m2}, provider_tools: [web_search]}\n"))
                .singleElement()
                .asString()
                .endsWith("remove it: this model has no tools of its provider");
    }

    @Test
    void aModelThatIsTurnedOffSoonIsWarnedAbout() {
        RunPlan plan = new Plans().of("");

        assertThat(LastDays.warnings(plan, LocalDate.of(2026, 11, 1)))
                .containsExactly(
                        "The model m1 of the agent a shuts down on 2026-12-31, in 60 days; choose another one.");
        assertThat(LastDays.warnings(plan, LocalDate.of(2026, 12, 30)))
                .singleElement()
                .asString()
                .contains("in 1 day;");
        assertThat(LastDays.warnings(plan, LocalDate.of(2026, 12, 31)))
                .singleElement()
                .asString()
                .contains("was shut down on 2026-12-31");
        assertThat(LastDays.warnings(plan, LocalDate.of(2026, 10, 31))).isEmpty();
    }

    @Test
    void aPluginThatFailsToTellKnowsNothing() {
        RunPlan plan = new Plans().of("  - {id: c, backend: {type: talker, model: broken}}\n");

        assertThat(LastDays.warnings(plan, LocalDate.of(2026, 10, 1))).isEmpty();
        assertThat(plan.spending().price(plan.agents().get(2), TODAY)).isEmpty();
    }
}
