package ai.massgen.backend.claude;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.toolkit.http.ProviderCall;
import ai.massgen.toolkit.http.ProviderClient;
import ai.massgen.toolkit.http.ProviderStream;
import ai.massgen.toolkit.sse.SseEvent;
import java.util.Optional;
import java.util.function.Consumer;

/** One model. Thread-safe: what a call collects lives on its own stack. */
final class ClaudeModel implements Model {
    private final ClaudeConfig config;
    private final ProviderClient client;

    ClaudeModel(ClaudeConfig config, ProviderClient client) {
        this.config = config;
        this.client = client;
    }

    @Override
    public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas) throws InterruptedException {
        refuse(request.temperature().isPresent(), "a temperature");
        refuse(request.seed().isPresent(), "a seed");
        refuse(request.outputSchema().isPresent(), "a schema of its reply");
        request.providerTools().forEach(tool -> refuse(true, tool.toString()));
        MessagesRequest body = MessagesRequest.of(config, request);
        ProviderCall call = ProviderCall.post("v1/messages", config.model(), body.json(), request.timeouts());
        try (ProviderStream stream = client.open(call)) {
            MessageReply reply = new MessageReply(config.model(), body.transcript(), stream.failures(), deltas);
            if (stream.isJson()) {
                reply.whole(stream.document());
            } else {
                readEvents(stream, reply);
            }
            return stream.withHeaders(reply.finish());
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

    private void refuse(boolean asked, String what) {
        if (asked) {
            throw new BackendException(
                    Kind.INVALID_REQUEST,
                    config.model() + " at " + ClaudeBackend.NAME + " does not take " + what
                            + ". Leave it out, or use another model.");
        }
    }

    private static void readEvents(ProviderStream stream, MessageReply reply) throws InterruptedException {
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
