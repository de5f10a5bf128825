package org.example.cards;

import ai.massgen.api.Json;
import ai.massgen.api.Spi;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model that plays cue cards: {@code backend.type: cards}. Of its cards it plays the first one whose word is in the
 * question. Thread-safe.
 */
public final class CardsBackend implements Backend<CardsBackend.Config> {
    /** Called by {@link java.util.ServiceLoader}. */
    public CardsBackend() {}

    /**
     * The settings. Bound and checked by the engine.
     *
     * @param cards what the model plays
     */
    public record Config(
            @Doc("What the model plays; the first card that fits counts.") @Min("1") @Max("1000") List<Card> cards) {
        /** Copies the list. */
        public Config {
            cards = List.copyOf(cards);
        }
    }

    /**
     * One card.
     *
     * @param word a word of the question; without it the card fits every question
     * @param say what the model says; {@code {question}} stands for the question
     * @param tool a tool that it calls
     * @param arguments the tool's arguments
     * @param fail how it fails instead
     * @param pause how long it thinks first
     */
    public record Card(
            @Doc("A word of the question. Without it the card fits every question.") Optional<String> word,
            @Doc("What the model says; {question} stands for the question.") Optional<String> say,
            @Doc("A tool that it calls.") Optional<String> tool,
            @Doc("The tool's arguments.") Optional<Json> arguments,
            @Doc("How it fails instead.") Optional<Kind> fail,
            @Doc("How long it thinks first.") @Max("1h") Optional<Duration> pause) {
        /**
         * Checks that the card says what to do.
         *
         * @throws IllegalArgumentException if it does not
         */
        public Card {
            if (say.isEmpty() && fail.isEmpty()) {
                throw new IllegalArgumentException("a card needs say or fail, and this one has neither: " + word);
            }
            if (arguments.isPresent() && tool.isEmpty()) {
                throw new IllegalArgumentException("arguments without a tool: " + arguments.get());
            }
        }
    }

    @Override
    public String name() {
        return "cards";
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
        return new CardsModel(config);
    }
}
