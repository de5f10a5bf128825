package ai.massgen.benchmarks.openaisdk;

import ai.massgen.benchmarks.Subject;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseStreamEvent;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** OpenAI's SDK with its accumulator, over the Responses API. */
public final class Main implements Subject {
    private static final FunctionTool LOOK = FunctionTool.builder()
            .name("look")
            .description("Looks at a place.")
            .parameters(FunctionTool.Parameters.builder()
                    .putAdditionalProperty("type", JsonValue.from("object"))
                    .putAdditionalProperty("properties", JsonValue.from(Map.of("at", Map.of("type", "integer"))))
                    .build())
            .strict(false)
            .build();

    private final Map<Thread, StreamResponse<ResponseStreamEvent>> open = new ConcurrentHashMap<>();
    private OpenAIClient client;

    @Override
    public void connect(URI server) {
        client = OpenAIOkHttpClient.builder()
                .apiKey("benchmark-0123456789abcdef")
                .baseUrl(server.resolve("/v1").toString())
                .maxRetries(0)
                .build();
    }

    /** The server's last event does not repeat the text, so its pieces are counted; the accumulator says if it is whole. */
    @Override
    public int ask(String question, Consumer<String> pieces) {
        ResponseCreateParams params = ResponseCreateParams.builder()
                .model("gpt-6.1-sol")
                .input(question)
                .store(false)
                .addInclude(ResponseIncludable.REASONING_ENCRYPTED_CONTENT)
                .addTool(LOOK)
                .build();
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        AtomicInteger length = new AtomicInteger();
        try (StreamResponse<ResponseStreamEvent> response = client.responses().createStreaming(params)) {
            open.put(Thread.currentThread(), response);
            response.stream().forEach(event -> {
                accumulator.accumulate(event);
                event.outputTextDelta().ifPresent(text -> {
                    length.addAndGet(text.delta().length());
                    pieces.accept(text.delta());
                });
            });
        } finally {
            open.remove(Thread.currentThread());
        }
        accumulator.response();
        return length.get();
    }

    @Override
    public void cancel(Thread caller) {
        StreamResponse<ResponseStreamEvent> response = open.get(caller);
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
