package ai.massgen.backend.claude;

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
import java.util.Optional;
import java.util.function.Consumer;

/** One model. Thread-safe: what a call collects lives on its own stack. */
final class ClaudeModel implements Model {
    /** How often the provider may pause for its own tools. It pauses after some ten uses of them. */
    private static final int MOST_EXCHANGES = 10;

    private final ClaudeConfig config;
    private final Offer offer;
    private final ProviderClient client;

    ClaudeModel(ClaudeConfig config, Offer offer, ProviderClient client) {
        this.config = config;
        this.offer = offer;
        this.client = client;
    }

    @Override
    public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas) throws InterruptedException {
        offer.check(request);
        MessagesRequest body = MessagesRequest.of(config, request);
        TimeBudget time = new TimeBudget(request.timeouts());
        boolean mayPause = !request.providerTools().isEmpty();
        MessageReply reply = new MessageReply(config.model(), body.transcript(), deltas);
        for (int exchange = 1; true; exchange++) {
            ProviderCall call = ProviderCall.post("v1/messages", config.model(), body.json(reply.soFar()), time.left());
            try (ProviderStream stream = client.open(call)) {
                reply.begin(stream.failures());
                read(stream, reply);
                if (!mayPause || !reply.isPaused()) {
                    return stream.withHeaders(reply.finish());
                }
                if (exchange == MOST_EXCHANGES) {
                    throw stream.failures().malformed("it pauses again and again", "");
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

    private static void read(ProviderStream stream, MessageReply reply) throws InterruptedException {
        if (stream.isJson()) {
            reply.whole(stream.document());
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
