package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** OpenAI's own SDK reads what we send, and what we believe to receive, and finds nothing wrong or unknown. */
@SuppressWarnings("deprecation") // the SDK calls the fields deprecated that it does not know by name
class SdkTest {
    @TestFactory
    Stream<DynamicTest> itUnderstandsEveryRequestOfTheResponsesApi() {
        return SentRequests.responses().entrySet().stream()
                .map(request -> DynamicTest.dynamicTest(request.getKey(), () -> {
                    ResponseCreateParams.Body body = read(request.getValue(), ResponseCreateParams.Body.class);
                    body.validate();
                    assertThat(body._additionalProperties().keySet()).containsOnly("stream");
                }));
    }

    @TestFactory
    Stream<DynamicTest> itUnderstandsEveryRequestOfChatCompletions() {
        return SentRequests.chatCompletions().entrySet().stream()
                .map(request -> DynamicTest.dynamicTest(request.getKey(), () -> {
                    ChatCompletionCreateParams.Body body =
                            read(request.getValue(), ChatCompletionCreateParams.Body.class);
                    body.validate();
                    assertThat(body._additionalProperties().keySet()).containsOnly("stream");
                }));
    }

    @TestFactory
    Stream<DynamicTest> itUnderstandsEverySampleOfTheResponsesApi() {
        return Samples.events("responses/wire").entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> {
                    for (JsonNode event : sample.getValue()) {
                        read(event, ResponseStreamEvent.class).validate();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> itUnderstandsEverySampleOfOpenAisChatCompletions() {
        return Stream.of("text.sse", "tool-call.sse", "parallel-tool-calls.sse", "max-tokens.sse")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    List<JsonNode> events = Samples.events("wire", name);
                    assertThat(events).isNotEmpty();
                    for (JsonNode event : events) {
                        read(event, ChatCompletionChunk.class).validate();
                    }
                }));
    }

    @Test
    void itNoticesWhatIsWrong() throws JsonProcessingException {
        ObjectNode body = SentRequests.plain();
        ((ObjectNode) body.at("/input/0")).put("role", "bogus");
        ResponseCreateParams.Body wrong = read(body, ResponseCreateParams.Body.class);
        assertThatExceptionOfType(OpenAIInvalidDataException.class).isThrownBy(wrong::validate);
    }

    private static <T> T read(JsonNode json, Class<T> type) throws JsonProcessingException {
        return ObjectMappers.jsonMapper().readValue(json.toString(), type);
    }
}
