package ai.massgen.cli;

import ai.massgen.core.MassGen;
import ai.massgen.core.Offers.Chosen;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a question is asked with: the configuration, or who can be found without one. */
final class Setup {
    private final Context context;

    Setup(Context context) {
        this.context = context;
    }

    /** Starts to build a system. Who answers without a configuration is said on standard error. */
    MassGen.Builder builder(Optional<Path> named) throws Exception {
        Optional<Path> file = named.or(context.installation()::config);
        if (file.isPresent()) {
            return context.builder().config(Path.of(context.shown(file.get())));
        }
        Thread asking = Thread.currentThread();
        Chosen chosen = context.cancellation()
                .during(asking::interrupt, () -> context.installation().offers().defaultAgents());
        return switch (chosen) {
            case Chosen.Agents agents -> {
                new Prose(context.terminal().err(), Integer.MAX_VALUE).write("massgen: " + agents.why());
                yield context.builder().config(agents.config());
            }
            case Chosen.Nobody nobody -> throw new UsageException(nobody(nobody));
        };
    }

    private String nobody(Chosen.Nobody nobody) {
        String keys = nobody.keys().isEmpty()
                ? "no key is set (" + some(nobody.variables())
                        + ") and no model server (Ollama, LM Studio, vLLM and the" + " like) answers on this machine"
                : "no model is known for the keys that are set (" + String.join(", ", nobody.keys()) + ")";
        return "there is no configuration (" + context.places() + "), " + keys
                + "; set a key, start a server, or write a massgen.yaml (README.md shows one, massgen schema prints its"
                + " schema); massgen demo runs without any of it";
    }

    private static String some(List<String> variables) {
        return variables.isEmpty() ? "no backend that takes one is installed" : String.join(", ", variables);
    }
}
