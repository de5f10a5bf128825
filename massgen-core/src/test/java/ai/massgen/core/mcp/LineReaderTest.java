package ai.massgen.core.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
    private static List<String> lines(InputStream in, int limit) throws IOException {
        LineReader reader = new LineReader(in, limit);
        List<String> lines = new ArrayList<>();
        while (true) {
            switch (reader.next()) {
                case LineReader.Line line -> lines.add(new String(line.bytes(), StandardCharsets.UTF_8));
                case LineReader.TooLong line -> lines.add("cut:" + line.head().length);
                case LineReader.Endless endless -> lines.add("endless");
                case LineReader.End end -> {
                    return lines;
                }
            }
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream inPieces(String text, int size) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(size, length));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8192})
    void theSizeOfThePiecesDoesNotMatter(int size) throws IOException {
        assertThat(lines(inPieces("é\n\n€uro\r\n𝄞", size), 1024)).containsExactly("é", "", "€uro\r", "𝄞");
    }

    @Test
    void aLineOfExactlyTheLimitPasses() throws IOException {
        String exact = "x".repeat(1024);
        assertThat(lines(bytes(exact + "\n" + exact + "y\nz\n"), 1024)).containsExactly(exact, "cut:1024", "z");
    }

    @Test
    void manyLongLinesInARowAreEachCut() throws IOException {
        String line = "x".repeat(20_000) + "\n";
        assertThat(lines(bytes(line.repeat(3) + "end\n"), 10_000))
                .containsExactly("cut:10000", "cut:10000", "cut:10000", "end");
    }

    @Test
    void theEndOfALineThatNeverEndsIsNotAwaited() throws IOException {
        assertThat(lines(bytes("x".repeat(40_000)), 2048)).startsWith("cut:2048", "endless");
    }
}
