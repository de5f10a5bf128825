package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    @TempDir
    private Path folder;

    private String run(Class<?> program, String... arguments) throws IOException, InterruptedException {
        return Program.run(program.getName(), folder, List.of(), arguments);
    }

    @Test
    void threeAgentsDecide() throws IOException, InterruptedException {
        assertThat(run(ThreeAgents.class, "Is", "water", "wet?"))
                .contains("agent1.1 is on the board", "agent2.1 is on the board", "agent3.1 is on the board")
                .contains(" votes for ")
                .contains(" won with ");
    }

    @Test
    void aListenerSeesPiecesOfTextAnswersVotesAndTheEnd() throws IOException, InterruptedException {
        List<String> lines = run(StreamingEvents.class).lines().toList();

        // Both agents speak at once, so the pieces of one may stand on several lines.
        assertThat(spoken(lines, "agent1 thinks: ")).isEqualTo("Merge sort compares with less or equal.");
        assertThat(spoken(lines, "agent1 says: "))
                .isEqualTo("I am sure of this one.Merge sort: elements that are equal keep their order.");
        assertThat(lines)
                .contains("agent1.1 is on the board", "agent2.1 is on the board")
                .anyMatch(line -> line.matches("agent[12] votes for agent[12]"))
                .anyMatch(line -> line.startsWith("agent1 has won, because "));
        assertThat(lines.getLast())
                .matches("decided after [45] model calls: Merge sort: elements that are equal keep their order\\.");
    }

    private static String spoken(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .collect(Collectors.joining());
    }

    @Test
    void toolsOfOnesOwnAreCalled() throws IOException, InterruptedException {
        assertThat(run(OwnTools.class)).isEqualTo("Three apples cost 120 cents." + System.lineSeparator());
    }

    @Test
    void aBackendOfOnesOwnIsFoundAndWins() throws IOException, InterruptedException {
        assertThat(run(OwnBackend.class))
                .startsWith("astronomer won with ")
                .contains("astronomer=2", "historian=0")
                .endsWith(
                        "Saturn has 274 known moons, the most of all planets. Jupiter has 97 known moons, the second most."
                                + System.lineSeparator());
    }

    @Test
    void agentsThatKnowNothingAboutTheQuestionSaySo() throws IOException, InterruptedException {
        assertThat(run(OwnBackend.class, "Why?")).contains("no fact has a word of the question");
    }

    @Test
    void aConversationWithoutWaitingShowsVotesAndAnswers() throws IOException, InterruptedException {
        assertThat(run(Conversation.class))
                .contains("Is water wet? ben: ", "And ice? ben: ")
                .contains("votes for agent2");
    }
}
