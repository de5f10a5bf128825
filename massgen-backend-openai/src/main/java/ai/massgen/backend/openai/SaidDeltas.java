package ai.massgen.backend.openai;

import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelDelta;
import java.util.function.Consumer;

/** Passes on what arrives, and remembers the text. Empty pieces, which servers like to send, are nothing. Not thread-safe. */
final class SaidDeltas {
    private final Consumer<? super ModelDelta> listener;
    private final StringBuilder text = new StringBuilder();

    SaidDeltas(Consumer<? super ModelDelta> listener) {
        this.listener = listener;
    }

    void text(String piece) {
        if (!piece.isEmpty()) {
            text.append(piece);
            listener.accept(new ModelDelta.Text(piece));
        }
    }

    void reasoning(String piece) {
        if (!piece.isEmpty()) {
            listener.accept(new ModelDelta.Reasoning(piece));
        }
    }

    void toolCallStarted(String name) {
        listener.accept(new ModelDelta.ToolCallStarted(name));
    }

    void providerToolStarted(Capability tool) {
        listener.accept(new ModelDelta.ProviderToolStarted(tool));
    }

    /** Everything visible that was said so far. */
    String text() {
        return text.toString();
    }
}
