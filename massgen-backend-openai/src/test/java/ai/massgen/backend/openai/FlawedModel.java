package ai.massgen.backend.openai;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.config.Secret;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ProviderState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The real model with one thing wrong. */
final class FlawedModel implements Model {
    private final OpenAiBackend backend;
    private final OpenAiConfig config;
    private final BackendContext context;
    private final Flaw flaw;
    private final Model real;
    private volatile boolean failed;

    FlawedModel(OpenAiBackend backend, OpenAiConfig config, BackendContext context, Flaw flaw) {
        this.backend = backend;
        this.config = config;
        this.context = context;
        this.flaw = flaw;
        this.real = backend.open(config, context);
    }

    @Override
    public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        try {
            return spoiled(ask(spoiled(request), delta -> {
                text.append(delta instanceof ModelDelta.Text piece ? piece.text() : "");
                deltas.accept(delta);
            }));
        } catch (BackendException e) {
            failed = true;
            boolean blind = flaw == Flaw.TAKES_A_CUT_FOR_THE_END || flaw == Flaw.TAKES_HALF_AN_EVENT_FOR_THE_END;
            if (blind && e.kind() == Kind.TRUNCATED) {
                return ModelReply.builder(StopReason.END).text(text.toString()).build();
            }
            if (flaw == Flaw.ASKS_TWICE) {
                return real.generate(request, deltas);
            }
            throw spoiled(e);
        }
    }

    @Override
    public void close() {
        real.close();
    }

    @Override
    public String toString() {
        return flaw == Flaw.PRINTS_THE_SECRET ? "a model with the key " + secret() : "a model";
    }

    private ModelReply ask(ModelRequest request, Consumer<ModelDelta> deltas) throws InterruptedException {
        if (failed && flaw == Flaw.SULKS) {
            throw new BackendException(Kind.UNAVAILABLE, "not again");
        }
        if (flaw != Flaw.CONNECTS_ANEW) {
            return real.generate(request, deltas);
        }
        try (Model other = backend.open(config, context)) {
            return other.generate(request, deltas);
        }
    }

    private ModelRequest spoiled(ModelRequest request) {
        List<Message> messages = request.messages();
        return new ModelRequest(
                request.key(),
                switch (flaw) {
                    case SENDS_THE_KEY_OF_THE_CALL -> Optional.of("You are " + request.key());
                    case SENDS_THE_SECRET_IN_THE_BODY -> Optional.of("Your key is " + secret());
                    default -> request.system();
                },
                switch (flaw) {
                    case SENDS_FOREIGN_STATE ->
                        messages.stream().map(FlawedModel::adopted).toList();
                    case DROPS_THE_PAST -> List.of(messages.getLast());
                    default -> messages;
                },
                request.tools(),
                request.providerTools(),
                request.outputSchema(),
                request.temperature(),
                flaw == Flaw.DROPS_WHAT_IT_DECLARES ? OptionalLong.empty() : request.seed(),
                request.maxOutputTokens(),
                request.timeouts());
    }

    /** Takes the state of anybody for its own. */
    private static Message adopted(Message message) {
        if (message instanceof Message.Assistant reply && reply.state().isPresent()) {
            ProviderState state = reply.state().get();
            ProviderState own = new ProviderState(OpenAiBackend.NAME, state.model(), state.json());
            return new Message.Assistant(reply.text(), reply.toolCalls(), Optional.of(own));
        }
        return message;
    }

    private ModelReply spoiled(ModelReply reply) {
        Optional<Usage> usage = reply.usage();
        return new ModelReply(
                reply.text(),
                reply.toolCalls(),
                reply.stopReason(),
                switch (flaw) {
                    case LOSES_USAGE -> Optional.empty();
                    case LOSES_PARTS_OF_THE_USAGE ->
                        usage.map(all -> new Usage(all.inputTokens(), all.outputTokens(), 0, 0));
                    default -> usage;
                },
                reply.state(),
                reply.rateLimits(),
                flaw == Flaw.FORGETS_IDS ? Optional.empty() : reply.requestId());
    }

    private BackendException spoiled(BackendException e) {
        boolean oneKind = flaw == Flaw.KNOWS_ONE_KIND || flaw == Flaw.TAKES_A_REDIRECT_FOR_AN_OUTAGE;
        return new BackendException(
                oneKind ? Kind.UNAVAILABLE : e.kind(),
                switch (flaw) {
                    case NAMES_NO_PLACE -> "nobody answers, somewhere";
                    case QUOTES_THE_SECRET -> "the key was " + secret();
                    default -> String.valueOf(e.getMessage());
                },
                e,
                switch (flaw) {
                    case FORGETS_THE_WAIT -> null;
                    case MAKES_UP_A_WAIT -> Duration.ofSeconds(1);
                    default -> e.retryAfter().orElse(null);
                },
                flaw == Flaw.FORGETS_IDS_OF_FAILURES ? null : e.requestId().orElse(null));
    }

    private String secret() {
        return config.apiKey().map(Secret::reveal).orElseThrow();
    }
}
