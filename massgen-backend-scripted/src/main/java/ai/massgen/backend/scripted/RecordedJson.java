package ai.massgen.backend.scripted;

import ai.massgen.api.Json;
import ai.massgen.api.Usage;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ProviderState;
import ai.massgen.api.message.ToolCall;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads replies as a journal holds them. Numbers keep their digits, since they go back into requests. */
final class RecordedJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private RecordedJson() {}

    static JsonNode parse(String line) throws JsonProcessingException {
        return MAPPER.readTree(line);
    }

    /**
     * Reads a reply.
     *
     * @throws IllegalArgumentException if it is none
     */
    static ModelReply reply(JsonNode reply) {
        ModelReply.Builder builder = ModelReply.builder(
                        stopReason(reply.path("stop_reason").asText()))
                .text(reply.path("text").asText())
                .toolCalls(toolCalls(reply.path("tool_calls")));
        if (reply.hasNonNull("usage")) {
            builder.usage(usage(reply.path("usage")));
        }
        if (reply.hasNonNull("state")) {
            JsonNode state = reply.path("state");
            builder.state(new ProviderState(
                    state.path("owner").asText(), state.path("model").asText(), json(state.path("json"))));
        }
        if (reply.hasNonNull("request_id")) {
            builder.requestId(reply.path("request_id").asText());
        }
        return builder.build();
    }

    private static StopReason stopReason(String name) {
        return StopReason.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static List<ToolCall> toolCalls(JsonNode calls) {
        List<ToolCall> read = new ArrayList<>();
        for (JsonNode call : calls) {
            read.add(new ToolCall(call.path("id").asText(), call.path("name").asText(), json(call.path("arguments"))));
        }
        return read;
    }

    private static Usage usage(JsonNode usage) {
        return new Usage(
                usage.path("input_tokens").asLong(),
                usage.path("output_tokens").asLong(),
                usage.path("cached_input_tokens").asLong(),
                usage.path("reasoning_tokens").asLong(),
                usage.path("cache_write_tokens").asLong());
    }

    private static Json json(JsonNode node) {
        return new Json(node.isMissingNode() ? "null" : node.toString());
    }
}
