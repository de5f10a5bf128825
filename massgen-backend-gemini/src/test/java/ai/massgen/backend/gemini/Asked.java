package ai.massgen.backend.gemini;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.ModelRequest.Timeouts;
import ai.massgen.api.config.Secret;
import ai.massgen.api.message.Message;
import ai.massgen.testkit.backend.TestContext;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireServer;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One question to a scripted server: what was sent, what was heard, what came of it. */
record Asked(List<JsonNode> sent, List<ModelDelta> deltas, ModelReply reply) {
    static final String MODEL = "gemini-3.8-flash";
    static final Secret KEY = Secret.of("AIza-test-0123456789abcdef");
    static final BackendContext ENGINE = TestContext.withoutWarnings();
    static final String DONE = "{\"candidates\":[{\"finishReason\":\"STOP\"}]}";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Asks a server that sends these chunks. */
    static Asked of(ModelRequest.Builder request, String... chunks) throws InterruptedException {
        return of(MODEL, request, WireReply.events().event(chunks));
    }

    /** Asks a server that gives these replies one after the other. */
    static Asked of(String model, ModelRequest.Builder request, WireReply... replies) throws InterruptedException {
        List<ModelDelta> deltas = new ArrayList<>();
        try (WireServer server = WireServer.replying(replies);
                Model opened = new GeminiBackend().open(config(server.uri(), KEY, model), ENGINE)) {
            ModelReply reply = opened.generate(
                    request.timeouts(new Timeouts(PATIENCE, PATIENCE, PATIENCE)).build(), deltas::add);
            List<JsonNode> sent =
                    server.requests().stream().map(each -> parse(each.body())).toList();
            return new Asked(sent, deltas, reply);
        }
    }

    static BackendException failure(String... chunks) throws InterruptedException {
        try {
            throw new AssertionError(
                    "expected a failure, got " + of(question(), chunks).reply());
        } catch (BackendException e) {
            return e;
        }
    }

    static ModelRequest.Builder question() {
        return conversation(Message.User.of("Hello?"));
    }

    static ModelRequest.Builder conversation(Message... messages) {
        return ModelRequest.builder(new CallKey("agent1", 1), List.of(messages));
    }

    static GeminiConfig config(URI server, Secret key) {
        return config(server, key, MODEL);
    }

    static GeminiConfig config(URI server, Secret key, String model) {
        return new GeminiConfig(
                model,
                Optional.of(server.resolve("/v1beta")),
                Optional.of(key),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                List.of("fileSearchStores/manuals"),
                "error");
    }

    static JsonNode parse(String json) {
        try {
            return WireJson.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** A chunk with these parts. */
    static String parts(String... parts) {
        return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[" + String.join(",", parts) + "]}}]}";
    }
}
