package ai.massgen.benchmarks.chatsdk;

import ai.massgen.benchmarks.Subject;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** OpenAI's SDK with its accumulator, over Chat Completions. */
public final class Main implements Subject {
    private static final FunctionDefinition LOOK = FunctionDefinition.builder()
            .name("look")
            .description("Looks at a place.")
            .parameters(FunctionParameters.builder()
                    .putAdditionalProperty("type", JsonValue.from("object"))
                    .putAdditionalProperty("properties", JsonValue.from(Map.of("at", Map.of("type", "integer"))))
                    .build())
            .build();

    private final Map<Thread, StreamResponse<ChatCompletionChunk>> open = new ConcurrentHashMap<>();
    private OpenAIClient client;

    @Override
    public void connect(URI server) {
        client = OpenAIOkHttpClient.builder()
                .apiKey("benchmark-0123456789abcdef")
                .baseUrl(server.resolve("/v1").toString())
                .maxRetries(0)
                .build();
    }

    @Override
    public int ask(String question, Consumer<String> pieces) {
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
                .model("m-1")
                .addUserMessage(question)
                .addFunctionTool(LOOK)
                .build();
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> response =
                client.chat().completions().createStreaming(params)) {
            open.put(Thread.currentThread(), response);
            response.stream().forEach(chunk -> {
                accumulator.accumulate(chunk);
                chunk.choices().forEach(choice -> choice.delta().content().ifPresent(pieces));
            });
        } finally {
            open.remove(Thread.currentThread());
        }
        return accumulator
                .chatCompletion()
                .choices()
                .getFirst()
                .message()
                .content()
                .orElse("")
                .length();
    }

    @Override
    public void cancel(Thread caller) {
        StreamResponse<ChatCompletionChunk> response = open.get(caller);
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
