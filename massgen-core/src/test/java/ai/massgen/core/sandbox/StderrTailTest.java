package ai.massgen.core.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.testkit.hostile.Row;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StderrTailTest {
    private final StderrTail tail = new StderrTail();

    private void write(String text) {
        tail.accept(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Row("A13")
    void aFloodKeepsOnlyItsEnd() {
        for (int i = 0; i < 10_000; i++) {
            write("line " + i + " ".repeat(20) + "\n");
        }
        write("x".repeat(200_000) + "the end");
        assertThat(tail.text()).hasSize(64 << 10).endsWith("xthe end");
        assertThat(tail.total()).isGreaterThan(400_000);
    }

    @Test
    void piecesOfAnySizeComeBackInOrder() {
        StringBuilder all = new StringBuilder();
        for (int i = 1; i < 600; i++) {
            String piece = Integer.toString(i).repeat(i % 97);
            all.append(piece);
            write(piece);
        }
        String expected = all.substring(Math.max(0, all.length() - (64 << 10)));
        assertThat(tail.text()).isEqualTo(expected);
    }

    // E16
    @Test
    @Row("E16")
    void noLineCanPassForALineOfTheLogOrMoveTheCursor() {
        write("first\r\n\n2026-11-22 INFO all is well\n\u001b[2J\u001b]0;title\u0007 done\rfake");
        assertThat(tail.lastLines())
                .isEqualTo("\n  | first\n  | 2026-11-22 INFO all is well\n  | \\e[2J\\e]0;title\\u{7} done\n  | fake");
    }

    @Test
    void aMessageShowsTheLastLinesOnly() {
        for (int i = 0; i < 50; i++) {
            write("line " + i + "\n");
        }
        assertThat(tail.lastLines().strip().lines()).hasSize(12).last().isEqualTo("  | line 49");
    }

    @Test
    void silenceAddsNothing() {
        assertThat(tail.lastLines()).isEmpty();
    }
}
