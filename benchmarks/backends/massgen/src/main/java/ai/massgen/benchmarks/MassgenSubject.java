package ai.massgen.benchmarks;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.config.Secret;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A backend of MassGen, called through the SPI without the engine. */
public abstract class MassgenSubject implements Subject {
    /** A key. */
    protected static final Secret KEY = Secret.of("benchmark-0123456789abcdef");

    private static final List<ToolSpec> TOOLS = List.of(new ToolSpec(
            "look", "Looks at a place.", new Json("{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"integer\"}}}")));

    private Model model;

    /** For subclasses. */
    protected MassgenSubject() {}

    /**
     * Opens the model.
     *
     * @param server where the provider is played
     * @param context an engine that does nothing
     * @return the model
     */
    protected abstract Model open(URI server, BackendContext context);

    @Override
    public void connect(URI server) {
        model = open(server, new Nothing());
    }

    @Override
    public int ask(String question, Consumer<String> pieces) throws Exception {
        ModelRequest request = ModelRequest.builder(new CallKey("agent1", 1), List.of(Message.User.of(question)))
                .tools(TOOLS)
                .build();
        return model.generate(request, delta -> {
                    if (delta instanceof ModelDelta.Text text) {
                        pieces.accept(text.text());
                    }
                })
                .text()
                .length();
    }

    @Override
    public void cancel(Thread caller) {
        caller.interrupt();
    }

    @Override
    public void close() {
        model.close();
    }

    private static final class Nothing implements BackendContext {
        @Override
        public Optional<Secret> secret(String name) {
            return Optional.empty();
        }

        @Override
        public Path baseDirectory() {
            return Path.of("").toAbsolutePath();
        }

        @Override
        public InstantSource clock() {
            return InstantSource.system();
        }

        @Override
        public void warn(String message) {}
    }
}
