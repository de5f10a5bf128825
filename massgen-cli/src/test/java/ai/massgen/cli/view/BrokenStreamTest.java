package ai.massgen.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BrokenStreamTest {
    /** A pipe whose reader has gone after the first write. */
    private static final class Pipe extends OutputStream {
        private int attempts;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            attempts++;
            if (attempts > 1) {
                throw new IOException("Broken pipe");
            }
        }
    }

    @Test
    void whenNobodyReadsAnyMoreTheRunGoesOnAndNothingIsWritten() {
        Pipe pipe = new Pipe();
        RunView view = RunView.on(new Screen(new PrintStream(pipe, false, StandardCharsets.UTF_8), false, false, 80));

        Story.everything().forEach(event -> view.on(Rendered.record(event)));

        assertThat(pipe.attempts).isEqualTo(2);
    }
}
