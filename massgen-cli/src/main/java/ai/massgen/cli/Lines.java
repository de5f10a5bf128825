package ai.massgen.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lines that somebody types. Reading a terminal cannot be interrupted, so a thread of its own does it, from the first
 * question on. Thread-safe.
 */
final class Lines {
    private final InputStream in;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final AtomicBoolean reading = new AtomicBoolean();

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line, empty at the end of the input. */
    Optional<String> next() throws InterruptedException {
        if (reading.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("massgen-typed").start(this::read);
        }
        Optional<String> line = lines.take();
        if (line.isEmpty()) {
            lines.add(line); // the end stays the end
        }
        return line;
    }

    private void read() {
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException e) {
            // a terminal that is gone answers nothing more
        }
        lines.add(Optional.empty());
    }
}
