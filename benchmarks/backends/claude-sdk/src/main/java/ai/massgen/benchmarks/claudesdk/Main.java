package ai.massgen.benchmarks.claudesdk;

import ai.massgen.benchmarks.Subject;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.ThinkingConfigAdaptive;
import com.anthropic.models.messages.Tool;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Anthropic's SDK with its accumulator. */
public final class Main implements Subject {
    private static final Tool LOOK = Tool.builder()
            .name("look")
            .description("Looks at a place.")
            .inputSchema(Tool.InputSchema.builder()
                    .properties(JsonValue.from(Map.of("at", Map.of("type", "integer"))))
                    .build())
            .build();

    private final Map<Thread, StreamResponse<RawMessageStreamEvent>> open = new ConcurrentHashMap<>();
    private AnthropicClient client;

    @Override
    public void connect(URI server) {
        client = AnthropicOkHttpClient.builder()
                .apiKey("benchmark-0123456789abcdef")
                .baseUrl(server.toString())
                .maxRetries(0)
                .build();
    }

    @Override
    public int ask(String question, Consumer<String> pieces) {
        MessageCreateParams params = MessageCreateParams.builder()
                .model("claude-sonnet-5-5")
                .maxTokens(32_000)
                .thinking(ThinkingConfigAdaptive.builder().build())
                .addTool(LOOK)
                .addUserMessage(question)
                .build();
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> response = client.messages().createStreaming(params)) {
            open.put(Thread.currentThread(), response);
            response.stream().forEach(event -> {
                accumulator.accumulate(event);
                event.contentBlockDelta()
                        .flatMap(block -> block.delta().text())
                        .ifPresent(text -> pieces.accept(text.text()));
            });
        } finally {
            open.remove(Thread.currentThread());
        }
        return accumulator.message().content().getFirst().asText().text().length();
    }

    @Override
    public void cancel(Thread caller) {
        StreamResponse<RawMessageStreamEvent> response = open.get(caller);
        if (response == null) {
            caller.interrupt();
        } else {
            response.close();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
