package ai.massgen.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.Json;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.testkit.wire.Aimock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a backend does with a server that nobody here wrote, see {@link Aimock}: text and reasoning, a tool loop, a server that
 * is busy, one that limits. Inherit it in a test class of the backend's module. Skipped where aimock is not installed.
 *
 * @param <C> the record of the backend's settings
 */
@Timeout(60)
public abstract class AimockContract<C extends Record> {
    private static final List<ToolSpec> WEATHER = List.of(new ToolSpec(
            "weather",
            "Tells the weather.",
            new Json("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}")));

    @SuppressWarnings("NullAway.Init")
    private static Aimock aimock;

    /** For subclasses. */
    protected AimockContract() {}

    /**
     * The backend under test.
     *
     * @return a new instance
     */
    protected abstract Backend<C> backend();

    /**
     * Settings that lead to the server.
     *
     * @param server its address, without a path
     * @return the settings
     */
    protected abstract C config(URI server);

    @BeforeAll
    static void startAimock(@TempDir Path folder) throws IOException {
        try (InputStream fixtures = AimockContract.class.getResourceAsStream("aimock/fixtures.json")) {
            if (fixtures == null) {
                throw new IOException("the testkit lacks its fixtures for aimock");
            }
            Files.copy(fixtures, folder.resolve("fixtures.json"));
        }
        aimock = Aimock.start(folder);
    }

    @AfterAll
    static void stopAimock() {
        if (aimock != null) {
            aimock.close();
        }
    }

    @Test
    void textAndReasoningArrive() throws InterruptedException {
        List<ModelDelta> deltas = new ArrayList<>();
        try (Model model = open()) {
            ModelReply reply = model.generate(request(Message.User.of("Say hello.")), deltas::add);
            assertThat(reply.text()).isEqualTo("Hello, this is a longer answer that comes in many pieces. 🌍");
            assertThat(reply.stopReason()).isEqualTo(StopReason.END);
        }
        assertThat(deltas).startsWith(new ModelDelta.Reasoning("A greeting.")).hasSizeGreaterThan(3);
    }

    @Test
    void aToolLoopOfTwoTurnsEndsInAnAnswer() throws InterruptedException {
        try (Model model = open()) {
            Message question = Message.User.of("How is the weather?");
            ModelReply reply = model.generate(request(question), delta -> {});
            assertThat(reply.stopReason()).isEqualTo(StopReason.TOOL_CALLS);
            List<ToolCall> calls = reply.toolCalls();
            assertThat(calls).extracting(ToolCall::name).containsExactly("weather", "weather");
            assertThat(calls)
                    .extracting(call -> call.arguments().text())
                    .containsExactly("{\"city\":\"Zürich\"}", "{\"city\":\"Bern\"}");
            Message results = new Message.ToolResults(List.of(
                    ToolResult.success(calls.get(0).id(), "sunny"),
                    ToolResult.success(calls.get(1).id(), "fog")));
            ModelReply answer = model.generate(request(question, reply.toMessage(), results), delta -> {});
            assertThat(answer.text()).isEqualTo("Zürich is sunny, Bern has fog.");
        }
    }

    @Test
    void aBusyServerIsOverloaded() {
        assertThat(failure("You are too busy."))
                .hasMessageContaining("Overloaded")
                .matches(e -> e.kind() == Kind.OVERLOADED);
    }

    @Test
    void tooManyRequestsAreRateLimited() {
        assertThat(failure("You ask too fast."))
                .hasMessageContaining("Rate limit reached")
                .matches(e -> e.kind() == Kind.RATE_LIMITED);
    }

    /**
     * The server that runs.
     *
     * @return its address, without a path
     */
    protected static final URI server() {
        return aimock.uri();
    }

    private BackendException failure(String question) {
        try (Model model = open()) {
            return catchThrowableOfType(
                    BackendException.class, () -> model.generate(request(Message.User.of(question)), delta -> {}));
        }
    }

    private Model open() {
        return backend().open(config(server()), TestContext.with());
    }

    private static ModelRequest request(Message... messages) {
        return Requests.conversation(messages).tools(WEATHER).build();
    }
}
