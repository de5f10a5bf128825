package ai.massgen.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.config.Secret;
import ai.massgen.testkit.wire.Redaction;
import ai.massgen.testkit.wire.WireRecorder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Records the samples of a wire anew from the provider itself: the files {@code text.sse}, {@code tool-call.sse} and
 * {@code parallel-tool-calls.sse} in the folder {@code wire} beside the test class, which {@link WireBackendContract} plays.
 * Inherit it in a test class; it runs only when it is asked for, because it needs a key and costs a little:
 *
 * <pre>{@code
 * ACME_KEY=... ./mvnw -Precord -pl massgen-backend-acme -am test
 * }</pre>
 *
 * <p>A sample replaces the old one only if the model did what the scene is about. Keys, ids and dates are replaced.
 *
 * @param <C> the record of the backend's settings
 */
@Tag("record")
public abstract class GoldenRecording<C extends Record> {
    /** For subclasses. */
    protected GoldenRecording() {}

    /**
     * The backend to record with.
     *
     * @return a new instance
     */
    protected abstract Backend<C> backend();

    /**
     * Settings for a server.
     *
     * @param server where it is, without a path
     * @param key the key
     * @return the settings
     */
    protected abstract C config(URI server, Secret key);

    /**
     * The provider.
     *
     * @return its address without a path, such as {@code https://api.example.org}
     */
    protected abstract URI provider();

    /**
     * The key.
     *
     * @return the key, from the environment
     */
    protected abstract Secret key();

    @ParameterizedTest
    @EnumSource(names = {"TEXT", "TOOL_CALL", "PARALLEL_TOOL_CALLS"})
    final void asTheProviderSaysItToday(Scene scene) throws InterruptedException {
        Path folder = Path.of("src/test/resources", getClass().getPackageName().split("\\."));
        record(scene, provider(), key(), folder.resolve("wire"));
    }

    /**
     * Records a scene.
     *
     * @param scene one of those with a text or tool calls
     * @param provider the provider's address, without a path
     * @param key the key
     * @param folder where the sample goes
     * @return the file
     * @throws InterruptedException if the thread is interrupted
     */
    protected final Path record(Scene scene, URI provider, Secret key, Path folder) throws InterruptedException {
        try (WireRecorder recorder = WireRecorder.before(provider);
                Model model = backend().open(config(recorder.uri(), key), TestContext.withoutWarnings())) {
            Heard heard = Heard.ask(model, directed(scene));
            assertThat(recorder.exchanges()).as("one question, one answer").hasSize(1);
            heard.assertIs(scene);
            WireRecorder.Exchange exchange = recorder.exchanges().getFirst();
            String kept = new Redaction(List.of(key)).apply(exchange.body());
            Path file = folder.resolve(scene.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".sse");
            Files.createDirectories(folder);
            return Files.writeString(file, kept);
        } catch (IOException e) {
            throw new AssertionError("cannot write the sample to " + folder, e);
        }
    }

    /** A model does what a scene is about if it is told so. */
    private static ModelRequest directed(Scene scene) {
        String direction = switch (scene) {
            case TOOL_CALL -> "Say exactly: " + scene.text() + " Then call the tool look with at = 1, once.";
            case PARALLEL_TOOL_CALLS ->
                "Say nothing. Call, in one reply and in this order: look with at = 1, look with at = 2, list.";
            case TEXT, REASONING, MAX_TOKENS, ECHO, SILENCE, HALF, FAILURE ->
                "Say exactly this and nothing else: " + scene.text();
        };
        ModelRequest.Builder request = Requests.saying(direction);
        return (scene.toolCalls().isEmpty() ? request : request.tools(Requests.TOOLS)).build();
    }
}
