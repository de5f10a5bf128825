package ai.massgen.examples.facts;

import ai.massgen.api.Json;
import ai.massgen.api.Spi;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A model that knows a list of facts and nothing else: {@code backend.type: facts}. It answers with the facts that share
 * most words with the question, and votes for the answer that says most of what it knows. Thread-safe.
 */
public final class FactsBackend implements Backend<FactsBackend.Config> {
    /** Called by {@link java.util.ServiceLoader}. */
    public FactsBackend() {}

    /**
     * The settings. Bound and checked by the engine.
     *
     * @param facts what the model knows
     * @param most how many facts an answer has at most
     */
    public record Config(
            @Doc("What the model knows, a sentence each.") @Min("1") @Max("1000") List<String> facts,

            @Doc("How many facts an answer has at most.") @Default("2") @Min("1") @Max("10") int most) {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if a fact has no words
         */
        public Config {
            facts = List.copyOf(facts);
            for (String fact : facts) {
                if (words(fact).isEmpty()) {
                    throw new IllegalArgumentException("a fact needs a word of four letters or more: '" + fact + "'");
                }
            }
        }
    }

    @Override
    public String name() {
        return "facts";
    }

    @Override
    public int spiLevel() {
        return Spi.LEVEL;
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Set<Capability> capabilities(Config config) {
        return Set.of(Capability.TOOLS);
    }

    @Override
    public Model open(Config config, BackendContext context) {
        return new FactsModel(config);
    }

    /** Words of four letters or more, in lower case: shorter ones are in every sentence. */
    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> word.length() > 3)
                .collect(Collectors.toSet());
    }

    private static final class FactsModel implements Model {
        /** How the engine quotes what another agent has answered. */
        private static final Pattern PEER =
                Pattern.compile("<peer-text kind=\"answer\" of=\"(agent\\d+)\">\n(.*?)\n</peer-text>", Pattern.DOTALL);

        private final Config config;
        private volatile boolean closed;

        FactsModel(Config config) {
            this.config = config;
        }

        @Override
        public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas)
                throws InterruptedException {
            endIfNobodyWaits();
            refuseUndeclared(request);
            List<String> told = told(request);
            List<String> answer = answer(told.get(0));
            if (offers(request, "vote")) {
                return call(request, deltas, "vote", vote(request, told, answer));
            }
            if (offers(request, "new_answer")) {
                return call(request, deltas, "new_answer", "{\"content\":" + quoted(joined(answer)) + "}");
            }
            return say(answer, deltas);
        }

        private void endIfNobodyWaits() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("cancelled");
            }
            if (closed) {
                throw new BackendException(BackendException.Kind.UNAVAILABLE, "the list of facts is closed");
            }
        }

        private ModelReply say(List<String> facts, Consumer<? super ModelDelta> deltas) throws InterruptedException {
            for (int i = 0; i < facts.size(); i++) {
                endIfNobodyWaits();
                deltas.accept(new ModelDelta.Text(i == 0 ? facts.get(i) : " " + facts.get(i)));
            }
            return ModelReply.builder(StopReason.END).text(joined(facts)).build();
        }

        private static String joined(List<String> facts) {
            return String.join(" ", facts);
        }

        private static void refuseUndeclared(ModelRequest request) {
            Set<Capability> missing = request.needs();
            missing.remove(Capability.TOOLS);
            if (!missing.isEmpty()) {
                throw new BackendException(
                        BackendException.Kind.INVALID_REQUEST,
                        "a list of facts does not take " + missing + "; remove it");
            }
        }

        /** What the engine has told this agent so far; the question comes first. */
        private static List<String> told(ModelRequest request) {
            return request.messages().stream()
                    .filter(Message.User.class::isInstance)
                    .flatMap(message -> ((Message.User) message).parts().stream())
                    .filter(Part.Text.class::isInstance)
                    .map(part -> ((Part.Text) part).text())
                    .toList();
        }

        private List<String> answer(String question) {
            Set<String> asked = words(question);
            List<String> fitting = config.facts().stream()
                    .filter(fact -> shared(fact, asked) > 0)
                    .sorted(Comparator.comparingLong((String fact) -> shared(fact, asked))
                            .reversed())
                    .limit(config.most())
                    .toList();
            if (fitting.isEmpty()) {
                throw new BackendException(
                        BackendException.Kind.REFUSED, "no fact has a word of the question; add one to facts");
            }
            return fitting;
        }

        private static long shared(String fact, Set<String> asked) {
            return words(fact).stream().filter(asked::contains).count();
        }

        private String vote(ModelRequest request, List<String> told, List<String> own) {
            Map<String, String> answers =
                    new LinkedHashMap<>(Map.of(request.key().agent(), joined(own)));
            PEER.matcher(String.join("\n", told)).results().forEach(peer -> answers.put(peer.group(1), peer.group(2)));
            Map.Entry<String, String> best = answers.entrySet().stream()
                    .max(Comparator.comparingLong(entry -> known(entry.getValue())))
                    .orElseThrow();
            String reason = "It says " + known(best.getValue()) + " of the facts that I know.";
            return "{\"agent_id\":" + quoted(best.getKey()) + ",\"reason\":" + quoted(reason) + "}";
        }

        private long known(String answer) {
            return config.facts().stream().filter(answer::contains).count();
        }

        private static boolean offers(ModelRequest request, String tool) {
            return request.tools().stream().anyMatch(spec -> spec.name().equals(tool));
        }

        private static ModelReply call(
                ModelRequest request, Consumer<? super ModelDelta> deltas, String tool, String arguments) {
            deltas.accept(new ModelDelta.ToolCallStarted(tool));
            ToolCall call = new ToolCall("call-" + request.key().call(), tool, new Json(arguments));
            return ModelReply.builder(StopReason.TOOL_CALLS)
                    .toolCalls(List.of(call))
                    .build();
        }

        /** A JSON string. A backend with more JSON than this takes a library for it. */
        private static String quoted(String text) {
            return text.codePoints()
                    .mapToObj(c -> c == '"' || c == '\\'
                            ? "\\" + (char) c
                            : c < ' ' ? String.format("\\u%04x", c) : Character.toString(c))
                    .collect(Collectors.joining("", "\"", "\""));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
