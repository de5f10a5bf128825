package ai.massgen.backend.claude;

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
    static final Secret KEY = Secret.of("sk-ant-test-0123456789abcdef");
    static final BackendContext ENGINE = TestContext.withoutWarnings();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static Asked of(ModelRequest.Builder request, String... events) throws InterruptedException {
        return of("claude-sonnet-5-5", request, WireReply.events().event(events));
    }

    /** Asks a server that gives these replies one after the other. */
    static Asked of(String model, ModelRequest.Builder request, WireReply... replies) throws InterruptedException {
        List<ModelDelta> deltas = new ArrayList<>();
        try (WireServer server = WireServer.replying(replies);
                Model opened = new ClaudeBackend().open(config(server.uri(), KEY, model), ENGINE)) {
            ModelReply reply = opened.generate(
                    request.timeouts(new Timeouts(PATIENCE, PATIENCE, PATIENCE)).build(), deltas::add);
            List<JsonNode> sent =
                    server.requests().stream().map(each -> parse(each.body())).toList();
            return new Asked(sent, deltas, reply);
        }
    }

    static BackendException failure(String... events) throws InterruptedException {
        try {
            throw new AssertionError(
                    "expected a failure, got " + of(question(), events).reply());
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

    static ClaudeConfig config(URI server, Secret key) {
        return config(server, key, "claude-sonnet-5-5");
    }

    static JsonNode parse(String json) {
        try {
            return WireJson.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** A block of text, said and ended. */
    static String[] text(String text, String stopReason) {
        return new String[] {
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text
                    + "\"}}",
            "{\"type\":\"content_block_stop\",\"index\":0}",
            stop(stopReason)
        };
    }

    static String stop(String reason) {
        return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
                + "\"},\"usage\":{\"output_tokens\":4}}";
    }

    static ClaudeConfig config(URI server, Secret key, String model) {
        return new ClaudeConfig(
                model,
                Optional.of(server),
                Optional.of(key),
                32_000,
                "adaptive",
                Optional.empty(),
                "5m",
                "2026-10-21",
                "error");
    }
}
