package ai.massgen.benchmarks.geminisdk;

import ai.massgen.benchmarks.Subject;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Google's SDK, which has no accumulator: the parts are kept, and their text joined. */
public final class Main implements Subject {
    private static final GenerateContentConfig CONFIG = GenerateContentConfig.builder()
            .thinkingConfig(ThinkingConfig.builder().includeThoughts(true))
            .tools(Tool.builder()
                    .functionDeclarations(FunctionDeclaration.builder()
                            .name("look")
                            .description("Looks at a place.")
                            .parametersJsonSchema(
                                    Map.of("type", "object", "properties", Map.of("at", Map.of("type", "integer"))))))
            .build();

    private final Map<Thread, ResponseStream<GenerateContentResponse>> open = new ConcurrentHashMap<>();
    private Client client;

    @Override
    public void connect(URI server) {
        client = Client.builder()
                .apiKey("benchmark-0123456789abcdef")
                .httpOptions(HttpOptions.builder().baseUrl(server.toString()).build())
                .build();
    }

    @Override
    public int ask(String question, Consumer<String> pieces) {
        List<Part> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream("gemini-3.8-flash", question, CONFIG)) {
            open.put(Thread.currentThread(), stream);
            for (GenerateContentResponse response : stream) {
                for (Part part : response.parts()) {
                    parts.add(part);
                    part.text().filter(piece -> !piece.isEmpty()).ifPresent(piece -> {
                        text.append(piece);
                        pieces.accept(piece);
                    });
                }
            }
        } finally {
            open.remove(Thread.currentThread());
        }
        return parts.isEmpty() ? 0 : text.length();
    }

    @Override
    public void cancel(Thread caller) {
        ResponseStream<GenerateContentResponse> stream = open.get(caller);
        if (stream == null) {
            caller.interrupt();
        } else {
            stream.close();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
