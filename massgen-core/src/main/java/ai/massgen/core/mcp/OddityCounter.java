package ai.massgen.core.mcp;

import ai.massgen.core.text.Visible;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what a server should not do. Thread-safe. */
final class OddityCounter {
    private static final int QUOTE = 120;

    final LongAdder unusableIds = new LongAdder();
    final LongAdder unknownIds = new LongAdder();
    final LongAdder oversized = new LongAdder();
    final LongAdder refusedRequests = new LongAdder();
    final LongAdder droppedRequests = new LongAdder();
    final LongAdder malformedTools = new LongAdder();
    private final LongAdder strayLines = new LongAdder();
    private final AtomicReference<@Nullable String> firstStray = new AtomicReference<>();

    /**
     * Counts a stray line.
     *
     * @return whether it is the first one
     */
    boolean stray(String text) {
        strayLines.increment();
        return firstStray.compareAndSet(null, Visible.line(text, QUOTE));
    }

    McpOddities snapshot() {
        return new McpOddities(
                strayLines.sum(),
                unusableIds.sum(),
                unknownIds.sum(),
                oversized.sum(),
                refusedRequests.sum(),
                droppedRequests.sum(),
                malformedTools.sum(),
                Optional.ofNullable(firstStray.get()));
    }
}
