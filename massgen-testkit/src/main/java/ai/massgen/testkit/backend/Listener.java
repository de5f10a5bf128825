package ai.massgen.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.ModelDelta;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Hears the pieces of one reply on the thread that created it, and notes what breaks the rules. */
final class Listener implements Consumer<ModelDelta> {
    private final Thread caller = Thread.currentThread();
    private final List<ModelDelta> deltas = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    @Override
    public void accept(ModelDelta delta) {
        if (!Thread.currentThread().equals(caller)) {
            violations.add("heard on the thread " + Thread.currentThread() + ": " + delta);
        }
        if (ended) {
            violations.add("heard after the call had ended: " + delta);
        }
        if (delta.equals(new ModelDelta.Text("")) || delta.equals(new ModelDelta.Reasoning(""))) {
            violations.add("a piece without text: " + delta);
        }
        deltas.add(delta);
    }

    /** Notes that the call is over. */
    void end() {
        ended = true;
        assertThat(violations)
                .as("deltas come on the calling thread, during the call, and with text")
                .isEmpty();
    }

    List<ModelDelta> deltas() {
        return List.copyOf(deltas);
    }

    static String text(List<ModelDelta> deltas) {
        return deltas.stream()
                .map(delta -> delta instanceof ModelDelta.Text piece ? piece.text() : "")
                .collect(Collectors.joining());
    }

    static String thoughts(List<ModelDelta> deltas) {
        return deltas.stream()
                .map(delta -> delta instanceof ModelDelta.Reasoning piece ? piece.text() : "")
                .collect(Collectors.joining());
    }

    static List<String> startedCalls(List<ModelDelta> deltas) {
        return deltas.stream()
                .filter(ModelDelta.ToolCallStarted.class::isInstance)
                .map(delta -> ((ModelDelta.ToolCallStarted) delta).name())
                .toList();
    }
}
