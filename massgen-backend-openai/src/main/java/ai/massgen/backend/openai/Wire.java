package ai.massgen.backend.openai;

import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.toolkit.http.CallFailures;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** One way to ask: how requests are written and replies are read. Thread-safe. */
sealed interface Wire permits ChatWire, ResponsesWire {
    /**
     * Writes a request.
     *
     * @param request what to ask
     * @param parameters the parameters to ask with
     * @return the request with its body
     */
    Prepared prepare(ModelRequest request, Parameters parameters);

    /** A request that is written, and that knows how to read its reply. */
    interface Prepared {
        /** The body of the request. */
        ObjectNode body();

        /** Starts the reply. */
        GrowingReply reply(CallFailures failures, Consumer<? super ModelDelta> deltas);
    }
}
