package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ToolCall;
import ai.massgen.toolkit.json.WireJson;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ToolCallsTest {
    @Test
    void parallelCallsAreSortedByTheirNumbers() throws Exception {
        assertThat(calls(
                        "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":\"}}",
                        "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}",
                        "{\"index\":0,\"function\":{\"arguments\":\"1}\"}}"))
                .containsExactly(call("a", "f", "{\"x\":1}"), call("b", "g", "{}"));
    }

    @Test
    void anIdRepeatedInEveryPieceIsOneCall() throws Exception {
        assertThat(calls(
                        "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":\"}}",
                        "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"1}\"}}"))
                .containsExactly(call("a", "f", "{\"x\":1}"));
    }

    @Test
    void callsWithoutNumberAreToldApartByTheirIds() throws Exception {
        assertThat(calls(
                        "{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}",
                        "{\"function\":{\"arguments\":\"}\"}}",
                        "{\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"))
                .containsExactly(call("a", "f", "{}"), call("b", "f", "{}"));
    }

    @Test
    void callsWithoutNumberAndIdAreToldApartByTheirNames() throws Exception {
        assertThat(calls(
                        "{\"function\":{\"name\":\"f\",\"arguments\":{\"x\":[1,2]}}}",
                        "{\"function\":{\"name\":\"f\",\"arguments\":{\"x\":3}}}"))
                .containsExactly(call("call_3_0", "f", "{\"x\":[1,2]}"), call("call_3_1", "f", "{\"x\":3}"));
    }

    @Test
    void callsThatAllHaveTheNumberZeroAreToldApartByTheirIds() throws Exception {
        assertThat(calls(
                        "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}",
                        "{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}"))
                .containsExactly(call("a", "f", "{}"), call("b", "g", "{}"));
    }

    @Test
    void equalIdsAreMadeUnique() throws Exception {
        assertThat(calls(
                        "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}",
                        "{\"index\":1,\"id\":\"a\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}"))
                .extracting(ToolCall::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void missingArgumentsAreAnEmptyObjectAndGarbageBecomesAString() throws Exception {
        assertThat(calls(
                        "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\"}}",
                        "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"{x: 'y'}\"}}",
                        "{\"index\":2,\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"{}{}\"}}"))
                .containsExactly(call("a", "f", "{}"), call("b", "f", "\"{x: 'y'}\""), call("c", "f", "\"{}{}\""));
    }

    @Test
    void theBeginningOfACallIsToldOnce() throws Exception {
        Chat chat = Chat.hear(
                Chat.calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"lo\"}}"),
                Chat.calls("{\"index\":0,\"function\":{\"name\":\"ok\"}}"),
                Chat.calls("{\"index\":0,\"function\":{\"arguments\":\"{\"}}"),
                Chat.calls("{\"index\":0,\"function\":{\"arguments\":\"}\"}}"),
                Chat.finish("tool_calls"));
        assertThat(chat.deltas()).containsExactly(new ModelDelta.ToolCallStarted("look"));
    }

    @Test
    void callsCountEvenIfTheFinishReasonSaysStop() throws Exception {
        Chat chat = Chat.hear(
                Chat.calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"),
                Chat.finish("stop"));
        assertThat(chat.reply().stopReason()).isEqualTo(StopReason.TOOL_CALLS);
    }

    @Test
    void howArgumentsAreCutChangesNothing() throws Exception {
        String arguments = "{\"path\":\"/tmp/ä\\\"b\",\"n\":[1,2,{\"deep\":null}]}";
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ToolCallFragments fragments = new ToolCallFragments("call_", new SaidDeltas(delta -> {}));
            fragments.add(WireJson.MAPPER.readTree("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\"}}"));
            for (int from = 0; from < arguments.length(); ) {
                int to = Math.min(arguments.length(), from + random.nextInt(1, 7));
                String piece = WireJson.MAPPER
                        .getNodeFactory()
                        .textNode(arguments.substring(from, to))
                        .toString();
                fragments.add(WireJson.MAPPER.readTree("{\"index\":0,\"function\":{\"arguments\":" + piece + "}}"));
                from = to;
            }
            assertThat(fragments.finish()).as("seed %d", seed).containsExactly(call("a", "f", arguments));
        }
    }

    private static List<ToolCall> calls(String... pieces) throws InterruptedException {
        String[] chunks = new String[pieces.length + 1];
        for (int i = 0; i < pieces.length; i++) {
            chunks[i] = Chat.calls(pieces[i]);
        }
        chunks[pieces.length] = Chat.finish("tool_calls");
        return Chat.hear(chunks).reply().toolCalls();
    }

    private static ToolCall call(String id, String name, String arguments) {
        return new ToolCall(id, name, new Json(arguments));
    }
}
