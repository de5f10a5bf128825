package ai.massgen.benchmarks.chatmassgen;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.Model;
import ai.massgen.backend.openai.OpenAiBackend;
import ai.massgen.backend.openai.OpenAiConfig;
import ai.massgen.benchmarks.MassgenSubject;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** MassGen's OpenAI backend over Chat Completions. */
public final class Main extends MassgenSubject {
    @Override
    protected Model open(URI server, BackendContext context) {
        OpenAiConfig config = new OpenAiConfig(
                "m-1",
                Optional.of("compatible"),
                "chat_completions",
                Optional.of(server.resolve("/v1")),
                Optional.of(KEY),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                "error");
        return new OpenAiBackend().open(config, context);
    }
}
