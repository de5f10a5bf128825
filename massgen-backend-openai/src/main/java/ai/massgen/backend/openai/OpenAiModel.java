package ai.massgen.backend.openai;

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

/** One model of one server. Thread-safe: what a call collects lives on its own stack. */
final class OpenAiModel implements Model {
    private static final String END_OF_STREAM = "[DONE]";

    private final OpenAiConfig config;
    private final Preset preset;
    private final Abilities abilities;
    private final ProviderClient client;

    OpenAiModel(OpenAiConfig config, Preset preset, Abilities abilities, ProviderClient client) {
        this.config = config;
        this.preset = preset;
        this.abilities = abilities;
        this.client = client;
    }

    @Override
    public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas) throws InterruptedException {
        abilities.check(request);
        String body = new ChatRequest(config, preset, abilities).body(request);
        ProviderCall call = ProviderCall.post("chat/completions", config.model(), body, request.timeouts());
        try (ProviderStream stream = client.open(call)) {
            ReplayedFields replayed = new ReplayedFields(preset, config.model());
            ChatReply reply = new ChatReply(request.key(), replayed, stream.failures(), deltas);
            if (stream.isJson()) {
                reply.add(stream.document());
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

    private static void readEvents(ProviderStream stream, ChatReply reply) throws InterruptedException {
        boolean done = false;
        for (Optional<SseEvent> event = stream.next(); event.isPresent(); event = stream.next()) {
            String data = event.get().data();
            if (data.strip().equals(END_OF_STREAM)) {
                done = true;
                stream.streamIsComplete();
            } else if (!done && !data.isBlank()) {
                reply.add(stream.object(event.get()));
                if (reply.isComplete()) {
                    stream.replyIsComplete();
                }
            }
        }
    }
}
