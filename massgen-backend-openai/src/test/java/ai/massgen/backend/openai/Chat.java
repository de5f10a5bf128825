package ai.massgen.backend.openai;

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
import java.util.function.Function;
import org.assertj.core.api.Assertions;

/** One question to a scripted server: what was sent, what was heard, what came of it. */
record Chat(JsonNode sent, List<ModelDelta> deltas, Optional<ModelReply> outcome, Optional<BackendException> failure) {
    static final String KEY = "sk-test-0123456789abcdef";
    static final Timeouts LONG = new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30));

    static Chat hear(WireReply reply) throws InterruptedException {
        return ask(Chat::config, question().build(), reply);
    }

    /** Plays chunks as one well-formed stream. */
    static Chat hear(String... chunks) throws InterruptedException {
        return hear(WireReply.events().event(chunks).event("[DONE]"));
    }

    static Chat ask(Function<URI, OpenAiConfig> config, ModelRequest request, WireReply reply)
            throws InterruptedException {
        List<ModelDelta> deltas = new ArrayList<>();
        try (WireServer server = WireServer.replying(reply);
                Model model = new OpenAiBackend().open(config.apply(server.uri()), TestContext.with())) {
            try {
                ModelReply outcome = model.generate(request, deltas::add);
                return new Chat(sent(server), deltas, Optional.of(outcome), Optional.empty());
            } catch (BackendException e) {
                return new Chat(sent(server), deltas, Optional.empty(), Optional.of(e));
            }
        }
    }

    static ModelRequest.Builder question() {
        return ModelRequest.builder(new CallKey("agent1", 3), List.of(Message.User.of("Hello?")))
                .timeouts(LONG);
    }

    static OpenAiConfig config(URI server) {
        return config("m-1", Optional.empty(), Optional.of(server.resolve("/v1")), Optional.of(KEY));
    }

    static OpenAiConfig config(String model, Optional<String> preset, Optional<URI> baseUrl, Optional<String> key) {
        return Settings.of(model)
                .with("preset", preset)
                .with("baseUrl", baseUrl)
                .with("apiKey", key.map(Secret::of))
                .config();
    }

    ModelReply reply() {
        failure.ifPresent(e -> Assertions.fail("expected a reply", e));
        return outcome.orElseThrow();
    }

    BackendException.Kind kind() {
        return failure.orElseThrow(() -> new AssertionError("expected a failure, got " + outcome))
                .kind();
    }

    static String text(String content) {
        return "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":" + quote(content)
                + "},\"finish_reason\":null}]}";
    }

    static String finish(String reason) {
        return "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
    }

    /** A chunk whose delta holds these tool calls, written as JSON. */
    static String calls(String toolCalls) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[" + toolCalls + "]}}]}";
    }

    private static String quote(String text) {
        return WireJson.MAPPER.getNodeFactory().textNode(text).toString();
    }

    private static JsonNode sent(WireServer server) {
        try {
            return server.requests().isEmpty()
                    ? WireJson.MAPPER.missingNode()
                    : WireJson.MAPPER.readTree(server.requests().getFirst().body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("the request is no JSON", e);
        }
    }
}
