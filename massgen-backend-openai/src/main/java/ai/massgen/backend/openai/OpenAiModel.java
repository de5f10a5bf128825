package ai.massgen.backend.openai;

import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.toolkit.http.ProviderCall;
import ai.massgen.toolkit.http.ProviderClient;
import ai.massgen.toolkit.http.ProviderStream;
import ai.massgen.toolkit.sse.SseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Consumer;

/** One model of one server. Thread-safe: what a call collects lives on its own stack. */
final class OpenAiModel implements Model {
    private static final String END_OF_STREAM = "[DONE]";

    private final String model;
    private final Api api;
    private final Wire wire;
    private final Admission admission;
    private final ProviderClient client;

    OpenAiModel(Abilities abilities, Admission admission, ProviderClient client) {
        this.model = abilities.config().model();
        this.api = abilities.api();
        this.wire = switch (api) {
            case RESPONSES -> new ResponsesWire(abilities);
            case CHAT_COMPLETIONS -> new ChatWire(abilities);
        };
        this.admission = admission;
        this.client = client;
    }

    @Override
    public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas) throws InterruptedException {
        Wire.Prepared prepared = wire.prepare(request, admission.admit(request));
        ProviderCall call = ProviderCall.post(api.path(), model, prepared.body().toString(), request.timeouts());
        try (ProviderStream stream = client.open(call)) {
            GrowingReply reply = prepared.reply(stream.failures(), deltas);
            if (stream.isJson()) {
                reply.addDocument(stream.document());
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

    private static void readEvents(ProviderStream stream, GrowingReply reply) throws InterruptedException {
        boolean ended = false;
        for (Optional<SseEvent> event = stream.next(); event.isPresent(); event = stream.next()) {
            String data = event.get().data();
            if (!ended && !data.isBlank() && !data.strip().equals(END_OF_STREAM)) {
                reply.add(object(stream, event.get()));
            }
            ended |= data.strip().equals(END_OF_STREAM) || reply.progress() == GrowingReply.Progress.ENDED;
            if (ended) {
                stream.streamIsComplete();
            } else if (reply.progress() == GrowingReply.Progress.COMPLETE) {
                stream.replyIsComplete();
            }
        }
    }

    /** Some servers send the failure itself as the data of an event that is called error. */
    private static JsonNode object(ProviderStream stream, SseEvent event) {
        JsonNode data = stream.object(event);
        if (event.type().equals("error")) {
            throw stream.failures().inStream(data);
        }
        return data;
    }
}
