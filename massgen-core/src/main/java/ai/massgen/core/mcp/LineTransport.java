package ai.massgen.core.mcp;

import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.task.Task;
import ai.massgen.core.text.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages as lines over the two streams of a process: one reading task, one writing while there is something to write. */
final class LineTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(LineTransport.class);
    private static final int QUOTE = 200;

    private final McpOptions options;
    private final LineReader lines;
    private final Outbox outbox;
    private volatile @Nullable Receiver receiver;

    LineTransport(InputStream in, OutputStream out, McpOptions options) {
        this.options = options;
        this.lines = new LineReader(in, options.limits().messageBytes());
        this.outbox = new Outbox(
                "mcp-write-" + options.server(), out, 4L * options.limits().messageBytes(), this::broken);
    }

    private void broken(IOException e) {
        Receiver told = receiver;
        if (told != null) {
            told.lost(
                    Kind.CLOSED,
                    "does not take what it is sent (" + Visible.line(String.valueOf(e.getMessage()), QUOTE) + ")");
        }
    }

    @Override
    public void start(Receiver told) {
        receiver = told;
        Task.start("mcp-read-" + options.server(), () -> readAll(told));
    }

    /** Lines are lines, whatever is said in them. */
    @Override
    public void speak(Dialect dialect) {}

    @Override
    public boolean send(Outgoing message) {
        return outbox.send(message.line());
    }

    /** An answer that comes after all is counted by who gets it. */
    @Override
    public void forget(long call) {}

    @Override
    public void close() {
        outbox.finish();
    }

    /** Who started the process ends it, which ends the reading. */
    @Override
    public boolean awaitEnd(Duration patience) {
        return true;
    }

    private void readAll(Receiver told) {
        try {
            while (read(told)) {
                // until there is nothing more
            }
        } catch (IOException e) {
            told.lost(
                    Kind.CLOSED,
                    "is gone: the connection broke (" + Visible.line(String.valueOf(e.getMessage()), QUOTE) + ")");
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("reading from tool server '{}' failed; this is a bug", options.server(), e);
            told.lost(
                    Kind.CLOSED,
                    "sent something this program cannot take in ("
                            + e.getClass().getSimpleName() + ")");
        }
    }

    private boolean read(Receiver told) throws IOException {
        switch (lines.next()) {
            case LineReader.Line line -> told.receive(line.bytes());
            case LineReader.TooLong line -> told.oversized(line.head());
            case LineReader.Endless endless -> {
                told.lost(Kind.CLOSED, "writes a message without end");
                return false;
            }
            case LineReader.End end -> {
                told.lost(Kind.CLOSED, "has ended its output");
                return false;
            }
        }
        return true;
    }
}
