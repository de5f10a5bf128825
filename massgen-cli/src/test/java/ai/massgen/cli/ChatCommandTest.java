package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatCommandTest {
    /** Says what it has been told last, so that one sees what it knows. */
    private static final String ECHO = """
            version: 1
            agents:
              - id: ada
                backend: { type: scripted, mode: auto }
            """;

    @TempDir
    Path folder;

    private Outcome chat(String lines) {
        return new Shell(folder).file("massgen.yaml", ECHO).input(lines).run("chat");
    }

    /** The runs of the folder, oldest first: which question, and which run before it. */
    private List<String> runs() throws IOException {
        try (Stream<Path> runs = Files.walk(folder.resolve(".massgen/runs"), 2)) {
            return runs.filter(file -> file.endsWith("run.json"))
                    .sorted()
                    .map(ChatCommandTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eachLineIsAQuestionOfOneConversation() throws IOException {
        Outcome outcome = chat("is water wet?\n\nand ice?\n");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(runs()).hasSize(2);
        assertThat(runs())
                .anySatisfy(run -> assertThat(run).contains("and ice?").doesNotContain("\"previous\" : null"));
    }

    /** The reference's command of this name did nothing. */
    @Test
    void resetBeginsANewConversation() throws IOException {
        assertThat(chat("is water wet?\n/reset\nand ice?\n/quit\nnever asked\n").code())
                .isZero();

        assertThat(runs()).hasSize(2).allSatisfy(run -> assertThat(run).contains("\"previous\" : null"));
    }

    @Test
    void withoutInputNothingIsAsked() throws IOException {
        assertThat(chat("").code()).isZero();
        assertThat(folder.resolve(".massgen")).doesNotExist();
    }
}
