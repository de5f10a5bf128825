package ai.massgen.core.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DefaultAgentsTest {
    private static final Map<String, String> NO_KEYS = Map.of();

    private static Choice choose(Map<String, String> environment, Shop... shops) throws InterruptedException {
        return new DefaultAgents(Shop.survey(environment, shops)).choose();
    }

    private static List<String> agents(Choice choice) {
        List<?> agents = (List<?>)
                Objects.requireNonNull(((Choice.Agents) choice).config().get("agents"));
        return agents.stream().map(agent -> agent((Map<?, ?>) agent)).toList();
    }

    private static String agent(Map<?, ?> agent) {
        Map<?, ?> backend = (Map<?, ?>) Objects.requireNonNull(agent.get("backend"));
        return agent.get("id") + " " + backend.get("type") + " " + backend.get("model");
    }

    @Test
    void eachKeyBringsAnAgent() throws InterruptedException {
        Choice choice = choose(Map.of("A_KEY", "x", "B_KEY", "y"), new Shop("a", "A_KEY"), new Shop("b", "B_KEY"));

        assertThat(agents(choice)).containsExactly("best-of-a a best of a", "best-of-b b best of b");
        assertThat(((Choice.Agents) choice).why())
                .isEqualTo(
                        "There is no configuration, so the keys in your environment (A_KEY, B_KEY) decide who answers:"
                                + " a best of a, b best of b. A massgen.yaml says otherwise.")
                .doesNotContain("x,");
    }

    @Test
    void oneAloneGetsASecondSoThatThereIsSomebodyToDisagree() throws InterruptedException {
        assertThat(agents(choose(Map.of("A_KEY", "x"), new Shop("a", "A_KEY"))))
                .containsExactly("best-of-a a best of a", "best-of-a-2 a best of a");
    }

    @Test
    void whoeverHasSetAKeyMeansIt() throws InterruptedException {
        Shop local = new Shop("l").serving("Ollama", "llama");

        assertThat(agents(choose(Map.of("A_KEY", "wrong"), new Shop("a", "A_KEY"), local)))
                .allMatch(agent -> agent.contains(" a "));
        assertThat(choose(Map.of("ODD_KEY", "x"), new Shop("a", "ODD_KEY"), local))
                .isEqualTo(new Choice.Nobody(List.of("ODD_KEY"), List.of()));
        assertThat(agents(choose(Map.of("A_KEY", " "), new Shop("a", "A_KEY"), local)))
                .allMatch(agent -> agent.contains(" l "));
    }

    @Test
    void withoutKeysUpToThreeModelsOfThisMachineAnswerOneOfEachServerFirst() throws InterruptedException {
        Choice choice = choose(
                NO_KEYS,
                new Shop("l").serving("Ollama", "Llama3:8b", "qwen3", "phi"),
                new Shop("m").serving("LM Studio", "gemma"));

        assertThat(agents(choice)).containsExactly("llama3-8b l Llama3:8b", "gemma m gemma", "qwen3 l qwen3");
        assertThat(((Choice.Agents) choice).why())
                .contains("Ollama at http://127.0.0.1:1, LM Studio at http://127.0.0.1:1");
    }

    @Test
    void aSimulatedModelIsNeverChosenAndNothingFoundNamesTheVariables() throws InterruptedException {
        Shop simulated = new Shop("s").simulating().serving("Script", "auto");

        assertThat(choose(NO_KEYS, simulated, new Shop("a", "A_KEY", "B_KEY"), new Shop("b", "B_KEY")))
                .isEqualTo(new Choice.Nobody(List.of(), List.of("A_KEY", "B_KEY")));
    }

    @Test
    void aPluginThatFailsToLookAroundDoesNotHideTheOthers() throws InterruptedException {
        assertThat(agents(choose(NO_KEYS, new Shop("f").failing(), new Shop("l").serving("Ollama", "llama", "phi"))))
                .hasSize(2);
    }
}
