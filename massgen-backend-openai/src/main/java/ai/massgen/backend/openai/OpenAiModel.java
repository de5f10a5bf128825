package ai.massgen.backend.openai;

import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.toolkit.http.ProviderCall;
import ai.massgen.toolkit.http.ProviderClient;
import ai.massgen.toolkit.http.ProviderStream;
import ai.massgen.toolkit.sse.SseEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** One model of one server. Thread-safe: what a call collects lives on its own stack. */
final class OpenAiModel implements Model {
    private static final int LARGEST_DOCUMENT = 64 * 1024 * 1024;
    private static final String END_OF_STREAM = "[DONE]";

    /** How long to wait for usage and end mark once the reply itself is complete. */
    private static final Duration AFTER_FINISH = Duration.ofSeconds(3);

    /** How long to wait for the end of the response after its end mark, so that the connection can be used again. */
    private static final Duration AFTER_DONE = Duration.ofMillis(100);

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
                reply.add(parse(stream, stream.text(LARGEST_DOCUMENT), true));
            } else {
                readEvents(stream, reply);
            }
            return withHeaders(reply.finish(), stream);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static void readEvents(ProviderStream stream, ChatReply reply) throws InterruptedException {
        if (stream.isHtml()) {
            throw stream.failures().malformed("it is a web page", "");
        }
        boolean done = false;
        for (Optional<SseEvent> event = stream.next(); event.isPresent(); event = stream.next()) {
            String data = event.get().data();
            if (data.strip().equals(END_OF_STREAM)) {
                done = true;
                stream.settle(AFTER_DONE);
            } else if (!done && !data.isBlank()) {
                reply.add(parse(stream, data, event.get().terminated()));
                if (reply.isComplete()) {
                    stream.settle(AFTER_FINISH);
                }
            }
        }
    }

    private static JsonNode parse(ProviderStream stream, String data, boolean terminated) {
        try {
            JsonNode chunk = Wire.JSON.readTree(data);
            if (chunk.isObject()) {
                return chunk;
            }
            throw stream.failures().malformed("a chunk is not a JSON object", data);
        } catch (JsonProcessingException e) {
            throw terminated
                    ? stream.failures().malformed("a chunk is not JSON", data)
                    : stream.failures().truncated();
        }
    }

    private static ModelReply withHeaders(ModelReply reply, ProviderStream stream) {
        return new ModelReply(
                reply.text(),
                reply.toolCalls(),
                reply.stopReason(),
                reply.usage(),
                reply.state(),
                stream.rateLimits(),
                stream.requestId());
    }
}
