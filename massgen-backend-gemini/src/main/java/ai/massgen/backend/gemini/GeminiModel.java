package ai.massgen.backend.gemini;

import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.toolkit.http.ProviderCall;
import ai.massgen.toolkit.http.ProviderClient;
import ai.massgen.toolkit.http.ProviderStream;
import ai.massgen.toolkit.http.TimeBudget;
import ai.massgen.toolkit.model.Offer;
import ai.massgen.toolkit.sse.SseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Consumer;

/** One model. Thread-safe: what a call collects lives on its own stack. */
final class GeminiModel implements Model {
    /** More than the largest reply of any model takes at the most tokens of one exchange. */
    private static final int MOST_EXCHANGES = 32;

    private final GeminiConfig config;
    private final Offer offer;
    private final ProviderClient client;

    GeminiModel(GeminiConfig config, Offer offer, ProviderClient client) {
        this.config = config;
        this.offer = offer;
        this.client = client;
    }

    @Override
    public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas) throws InterruptedException {
        offer.check(request);
        GenerateRequest body = GenerateRequest.of(config, request);
        TimeBudget time = new TimeBudget(request.timeouts());
        GenerateReply reply = new GenerateReply(config.modelId(), deltas);
        Optional<String> continuation = Optional.empty();
        for (int exchange = 1; true; exchange++) {
            ProviderCall call = ProviderCall.post(path(), config.modelId(), body.json(continuation), time.left());
            try (ProviderStream stream = client.open(call)) {
                reply.begin(stream.failures());
                read(stream, reply);
                continuation = reply.continuation();
                if (continuation.isEmpty()) {
                    return stream.withHeaders(reply.finish());
                }
                if (exchange == MOST_EXCHANGES) {
                    throw stream.failures().malformed("it goes on without end", "");
                }
            }
        }
    }

    @Override
    public Optional<String> quota() {
        return client.quota();
    }

    @Override
    public void close() {
        client.close();
    }

    private String path() {
        return config.resource() + ":streamGenerateContent?alt=sse";
    }

    private static void read(ProviderStream stream, GenerateReply reply) throws InterruptedException {
        if (stream.isJson()) {
            for (JsonNode chunk : stream.documents()) {
                reply.add(chunk);
            }
            return;
        }
        for (Optional<SseEvent> event = stream.next(); event.isPresent(); event = stream.next()) {
            if (!event.get().data().isBlank()) {
                reply.add(stream.object(event.get()));
            }
            if (reply.isEnded()) {
                stream.streamIsComplete();
            } else if (reply.isComplete()) {
                stream.replyIsComplete();
            }
        }
    }
}
