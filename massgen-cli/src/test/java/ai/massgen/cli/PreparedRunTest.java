package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is seen to before anybody is asked: keys, attachments, forms, budgets. */
@Timeout(60)
class PreparedRunTest {
    private static final String ONE_WITHOUT_KEY = """
            version: 1
            agents:
              - id: ada
                backend: { type: openai, model: some-model }
              - id: ben
                backend: { type: scripted, mode: auto }
            """;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void configure() {
        shell = new Shell(folder).file("massgen.yaml", Shell.THREE_AGENTS).typed();
    }

    @Test
    void anAgentWithoutItsKeyTakesNoPartAndTheOthersAnswer() {
        shell.file("massgen.yaml", ONE_WITHOUT_KEY);

        Outcome outcome = shell.run("run", "is water wet?");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("note: The agent ada takes no part: ", "OPENAI_API_KEY", "answer of agent1 ben (simulated)");
    }

    @Test
    void withStrictItEndsTheRunBeforeItBegins() {
        shell.file("massgen.yaml", ONE_WITHOUT_KEY);

        Outcome outcome = shell.run("run", "--strict", "is water wet?");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains("OPENAI_API_KEY", "[backend.authentication]");
        assertThat(folder.resolve(".massgen")).doesNotExist();
        assertThat(shell.run("validate").out()).contains("massgen.yaml: note: The agent ada takes no part");
        assertThat(shell.run("validate", "--strict").code()).isEqualTo(3);
    }

    @Test
    void aTextGoesWithTheQuestionToEveryModel() {
        shell.file("notes/plan.md", "The plan is blue.").file("massgen.yaml", """
                version: 1
                agents:
                  - id: ada
                    backend: { type: scripted, mode: echo }
                """);

        Outcome outcome = shell.run("run", "--attach", "notes/plan.md", "what is the plan?");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("attached: plan.md, text/plain, 17 bytes")
                .contains("<attached-file name=\"plan.md\">", "The plan is blue.");
    }

    @Test
    void aModelThatTakesNoPicturesIsFoundBeforeAnythingIsAsked() {
        shell.file("pixel.gif", "GIF89a");

        Outcome outcome = shell.run("run", "--attach", "pixel.gif", "what is this?");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("ada takes no pictures", "pixel.gif", "[attachment.unsupported]");
        assertThat(folder.resolve(".massgen")).doesNotExist();
        assertThat(shell.run("run", "--attach", "none.gif", "what is this?").err())
                .contains("none.gif does not exist", "[attachment.unusable]");
    }

    @Test
    void theAnswerHasTheFormThatWasAskedFor() {
        shell.file("city.json", "{\"type\":\"object\",\"required\":[\"city\"]}").file("massgen.yaml", """
                version: 1
                answer_schema: city.json
                agents:
                  - id: ada
                    backend:
                      type: scripted
                      mode: script
                      steps:
                        - answer: "{}"
                        - say: It is Köln.
                        - say: "```json\\n{\\"city\\":\\"Köln\\"}\\n```"
                """);

        Outcome outcome = shell.run("run", "--json", "where?");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.lines().getLast()).contains("\"answer\":\"{\\\"city\\\":\\\"Köln\\\"}\"");
    }

    @Test
    void anAnswerOfAnotherFormIsNone() {
        shell.file("number.json", "{\"type\":\"number\"}");

        Outcome outcome = shell.run("run", "--answer-schema", "number.json", "how many?");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("does not satisfy the answer schema", "[answer.schema]");
        shell.file("number.json", "{\"type\":\"nubmer\"}");
        assertThat(shell.run("run", "--answer-schema", "number.json", "how many?")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void aBudgetThatIsSpentBeforeAnAnswerEndsWithFive() {
        shell.file("massgen.yaml", Shell.THREE_AGENTS + "budget: { tokens: 1 }\n");

        Outcome outcome = shell.run("run", "is water wet?");

        assertThat(outcome.code()).isEqualTo(5);
        assertThat(outcome.err()).contains("raise budget.tokens", "[budget.tokens]");
        assertThat(outcome.out()).contains("budget: 0 of 1 tokens of the run are spent; no further call is made");
    }

    @Test
    void aBudgetThatIsSpentAfterAnAnswerGivesThatAnswer() {
        shell.file("massgen.yaml", Shell.THREE_AGENTS + "budget: { calls: 3 }\n");

        Outcome outcome = shell.run("run", "is water wet?");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("does not present its answer", "3 model calls");
    }

    @Test
    void whatARunConsumedIsToldBeforeItsEnd() {
        Outcome outcome = shell.run("run", "--json", "is water wet?");

        assertThat(outcome.lines().get(outcome.lines().size() - 2))
                .contains("\"type\":\"run.totals\"", "\"unpriced\":0", "\"agents\":{\"agent1\":{");
    }
}
