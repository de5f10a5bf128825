package org.example.cards;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolSpec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.example.cards.CardsBackend.Card;

/** Plays cards. */
final class CardsModel implements Model {
    /** Whom the schema of the tool vote lets an agent vote for. */
    private static final Pattern CANDIDATE = Pattern.compile("\"enum\":\\[\"(agent\\d+)\"");

    private final CardsBackend.Config config;
    private final CountDownLatch closed = new CountDownLatch(1);

    CardsModel(CardsBackend.Config config) {
        this.config = config;
    }

    @Override
    public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas)
            throws InterruptedException {
        refuseUndeclared(request);
        String question = question(request);
        Card card = card(question);
        think(card.pause().orElse(Duration.ZERO), request.timeouts());
        if (card.fail().isPresent()) {
            throw new BackendException(card.fail().get(), "this card fails on purpose");
        }
        String text = card.say().orElseThrow().replace("{question}", question);
        Optional<ToolCall> part = takingPart(request, text);
        return part.isPresent()
                ? reply("", part, deltas)
                : reply(text, card.tool().map(tool -> call(tool, card.arguments().orElse(Json.EMPTY_OBJECT))), deltas);
    }

    private static void refuseUndeclared(ModelRequest request) {
        Set<Capability> missing = request.needs();
        missing.remove(Capability.TOOLS);
        if (!missing.isEmpty()) {
            throw new BackendException(Kind.INVALID_REQUEST, "a deck of cards does not take " + missing + "; remove it");
        }
    }

    private static String question(ModelRequest request) {
        return request.messages().reversed().stream()
                .filter(Message.User.class::isInstance)
                .flatMap(message -> ((Message.User) message).parts().stream())
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .findFirst()
                .orElse("");
    }

    private Card card(String question) {
        String asked = question.toLowerCase(Locale.ROOT);
        return config.cards().stream()
                .filter(card -> card.word()
                        .map(word -> asked.contains(word.toLowerCase(Locale.ROOT)))
                        .orElse(true))
                .findFirst()
                .orElseThrow(() -> new BackendException(Kind.REFUSED, "no card fits the question; add one without a word"));
    }

    /** Waits no longer than the request allows; an interrupt, or the end of the model, ends it at once. */
    private void think(Duration pause, ModelRequest.Timeouts limits) throws InterruptedException {
        Duration limit =
                limits.firstToken().compareTo(limits.total()) < 0 ? limits.firstToken() : limits.total();
        boolean tooLong = pause.compareTo(limit) > 0;
        if (Thread.interrupted()) {
            throw new InterruptedException("cancelled");
        }
        if (closed.await((tooLong ? limit : pause).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new BackendException(Kind.UNAVAILABLE, "the deck of cards is closed");
        }
        if (tooLong) {
            throw new BackendException(Kind.TIMEOUT, "the card thinks longer than " + limit.toMillis() + " ms");
        }
    }

    /** The call by which an agent takes part in a run, if it is asked to. */
    private static Optional<ToolCall> takingPart(ModelRequest request, String text) {
        for (ToolSpec tool : request.tools()) {
            Matcher candidate = CANDIDATE.matcher(tool.inputSchema().text().replaceAll("\\s", ""));
            if (tool.name().equals("vote") && candidate.find()) {
                return Optional.of(call(
                        "vote",
                        new Json("{\"agent_id\":\"" + candidate.group(1) + "\",\"reason\":\"It came first.\"}")));
            }
        }
        return request.tools().stream().anyMatch(tool -> tool.name().equals("new_answer"))
                ? Optional.of(call("new_answer", new Json("{\"content\":" + quoted(text) + "}")))
                : Optional.empty();
    }

    private static ToolCall call(String tool, Json arguments) {
        return new ToolCall("call-1", tool, arguments);
    }

    private static ModelReply reply(String text, Optional<ToolCall> call, Consumer<? super ModelDelta> deltas) {
        for (String word : text.split("(?<= )")) {
            if (!word.isEmpty()) {
                deltas.accept(new ModelDelta.Text(word));
            }
        }
        call.ifPresent(made -> deltas.accept(new ModelDelta.ToolCallStarted(made.name())));
        return ModelReply.builder(call.isPresent() ? StopReason.TOOL_CALLS : StopReason.END)
                .text(text)
                .toolCalls(call.map(List::of).orElse(List.of()))
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
        closed.countDown();
    }
}
