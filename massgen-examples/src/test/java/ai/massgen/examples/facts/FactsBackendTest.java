package ai.massgen.examples.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.MassGen;
import ai.massgen.testkit.backend.TestContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsBackendTest {
    private final List<ModelDelta> deltas = new ArrayList<>();
    private final Model model = new FactsBackend()
            .open(
                    new FactsBackend.Config(List.of("A \"quoted\" fact\\.", "Another fact."), 2),
                    TestContext.withoutWarnings());

    private static ModelRequest.Builder asking(String... texts) {
        return ModelRequest.builder(
                new CallKey("agent1", 3),
                Arrays.stream(texts).<Message>map(Message.User::of).toList());
    }

    private static ToolSpec tool(String name) {
        return new ToolSpec(name, "", Json.EMPTY_OBJECT);
    }

    private static JsonNode arguments(ModelReply reply, String tool) throws JsonProcessingException {
        assertThat(reply.stopReason()).isEqualTo(StopReason.TOOL_CALLS);
        assertThat(reply.toolCalls()).extracting(ToolCall::name).containsExactly(tool);
        return new JsonMapper()
                .readTree(reply.toolCalls().getFirst().arguments().text());
    }

    @Test
    void theTextOfAReplyIsWhatItsPiecesSay() throws InterruptedException {
        ModelReply reply = model.generate(asking("another quoted fact?").build(), deltas::add);

        assertThat(reply.text()).isEqualTo("A \"quoted\" fact\\. Another fact.");
        assertThat(deltas)
                .containsExactly(new ModelDelta.Text("A \"quoted\" fact\\."), new ModelDelta.Text(" Another fact."));
    }

    @Test
    void anAnswerIsHandedInAsJsonWhateverIsInIt() throws Exception {
        ModelReply reply = model.generate(
                asking("quoted?").tools(List.of(tool("new_answer"))).build(), deltas::add);

        assertThat(arguments(reply, "new_answer").path("content").textValue()).isEqualTo("A \"quoted\" fact\\.");
    }

    @Test
    void theVoteGoesToTheAnswerThatSaysMostOfWhatIsKnown() throws Exception {
        String peers = "<peer-text kind=\"answer\" of=\"agent2\">\nNothing.\n</peer-text>\n"
                + "<peer-text kind=\"answer\" of=\"agent3\">\nAnother fact.\nA \"quoted\" fact\\.\n</peer-text>";
        ModelReply reply = model.generate(
                asking("another?", peers).tools(List.of(tool("vote"))).build(), deltas::add);

        assertThat(arguments(reply, "vote").path("agent_id").textValue()).isEqualTo("agent3");
        assertThat(arguments(reply, "vote").path("reason").textValue()).contains("2 of the facts");
    }

    @Test
    void whatIsNotDeclaredIsRefused() {
        List<ModelRequest> undeclared = List.of(
                asking("another?").temperature(0.5).build(),
                asking("another?").seed(1).build(),
                asking("another?").maxOutputTokens(1).build(),
                ModelRequest.builder(
                                new CallKey("agent1", 1),
                                List.of(new Message.User(
                                        List.of(new Part.Text("another?"), new Part.Image("image/png", "")))))
                        .build());

        assertThat(undeclared)
                .allSatisfy(request -> assertThatExceptionOfType(BackendException.class)
                        .isThrownBy(() -> model.generate(request, deltas::add))
                        .returns(BackendException.Kind.INVALID_REQUEST, BackendException::kind));
    }

    @Test
    void anInterruptEndsACall() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> model.generate(asking("another?").build(), deltas::add))
                .isInstanceOf(InterruptedException.class);
        assertThat(deltas).isEmpty();
    }

    @Test
    void anInterruptBetweenTwoPiecesEndsACall() {
        assertThatThrownBy(() -> model.generate(asking("another quoted fact?").build(), piece -> {
                    deltas.add(piece);
                    Thread.currentThread().interrupt();
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(deltas).hasSize(1);
    }

    @Test
    void aModelThatIsClosedFails() {
        model.close();

        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> model.generate(asking("another?").build(), deltas::add))
                .returns(BackendException.Kind.UNAVAILABLE, BackendException::kind);
    }

    @Test
    void settingsThatMakeNoSenseAreReportedWithTheirPlace() {
        assertThatThrownBy(() -> MassGen.builder().config("""
                                version: 1
                                agents:
                                  - id: one
                                    backend: { type: facts, facts: [], most: 11 }
                                  - id: two
                                    backend: { type: facts, facts: ["So it is."] }
                                """, "facts.yaml").build())
                .hasMessageContaining("facts.yaml:4:")
                .hasMessageContaining("must have 1 to 1000 entries, not 0")
                .hasMessageContaining("must be 1 to 10, not the number 11")
                .hasMessageContaining("a fact needs a word of four letters or more: 'So it is.'");
    }
}
