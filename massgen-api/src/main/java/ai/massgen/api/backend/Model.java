package ai.massgen.api.backend;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * An opened model: settings, key and connections. Thread-safe, with many calls at once. Opened and closed by the
 * engine.
 */
public interface Model extends AutoCloseable {
    /**
     * Asks the model once and waits for the whole reply.
     *
     * <p>The reply is returned and a failure is thrown, so nothing can end twice. Text is passed to {@code deltas} as it
     * arrives, on the calling thread and never after this method has ended; the text of the reply is the concatenation
     * of all {@link ModelDelta.Text} deltas. A reply that was cut short is a
     * {@link BackendException.Kind#TRUNCATED} failure, never a shorter reply. An implementation never retries: the
     * engine does, by the failure's kind.
     *
     * @param request what to ask
     * @param deltas receives the pieces; what it throws ends the call and is passed on
     * @return the complete reply
     * @throws BackendException if there is no complete reply
     * @throws InterruptedException if the thread is interrupted, which is how a call is cancelled; the call ends within
     *     100 ms, also when the provider is silent
     */
    ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas) throws InterruptedException;

    /**
     * Names the quota that calls of this model count against, so that the engine paces all models that share one: for
     * example provider, host and a hash of the key. Never the key itself; shown to nobody.
     *
     * @return the name, empty if nothing limits this model
     */
    default Optional<String> quota() {
        return Optional.empty();
    }

    /** Releases connections. Calls under way fail. Idempotent, returns within a second, throws nothing. */
    @Override
    void close();
}
