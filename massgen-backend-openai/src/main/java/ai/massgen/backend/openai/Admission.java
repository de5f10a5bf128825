package ai.massgen.backend.openai;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Refuses what a model cannot do before it costs a request. A parameter that it refuses is left out instead, if the user
 * wants that, and the user is told once. Thread-safe.
 */
final class Admission {
    /** What may be left out without changing what is asked. */
    private static final Set<Capability> PARAMETERS =
            EnumSet.of(Capability.TEMPERATURE, Capability.SEED, Capability.MAX_OUTPUT_TOKENS);

    private final Abilities abilities;
    private final OpenAiConfig config;
    private final Set<Capability> capabilities;
    private final Refusals refusals;
    private final Consumer<String> warn;
    private final Set<Capability> dropped = ConcurrentHashMap.newKeySet();

    /**
     * Checks the settings.
     *
     * @param abilities what the model can do
     * @param warn takes warnings for the user
     * @throws BackendException if the settings hold what the model refuses
     */
    Admission(Abilities abilities, Consumer<String> warn) {
        this.abilities = abilities;
        this.config = abilities.config();
        this.capabilities = abilities.capabilities();
        this.refusals = new Refusals(abilities);
        this.warn = warn;
        config.temperature().ifPresent(set -> require(Capability.TEMPERATURE));
        config.seed().ifPresent(set -> require(Capability.SEED));
        config.maxOutputTokens().ifPresent(set -> require(Capability.MAX_OUTPUT_TOKENS));
        config.reasoningEffort()
                .filter(effort -> !abilities.takesEffort(effort))
                .ifPresent(effort -> leaveOut(refusals.effort(effort)));
        checkIdle(config.reasoningSummary().isPresent() && !abilities.tellsThoughts(), "reasoning_summary");
        checkIdle(config.cacheGroup().isPresent() && !abilities.groupsCache(), "cache_group");
        checkIdle(!config.vectorStores().isEmpty() && !abilities.searchesFiles(), "vector_stores");
    }

    /**
     * Checks a request.
     *
     * @param request the request
     * @return the parameters to send with it
     * @throws BackendException if it needs what the model cannot do
     */
    Parameters admit(ModelRequest request) {
        request.needs().forEach(this::require);
        return new Parameters(
                allowed(Capability.TEMPERATURE, boxed(request.temperature()).or(config::temperature)),
                allowed(Capability.SEED, boxed(request.seed()).or(config::seed)),
                allowed(
                        Capability.MAX_OUTPUT_TOKENS,
                        boxed(request.maxOutputTokens()).or(config::maxOutputTokens)),
                abilities.effort(),
                config.reasoningSummary().filter(set -> abilities.tellsThoughts()));
    }

    /** A setting that would do nothing is a misunderstanding. */
    private void checkIdle(boolean idle, String setting) {
        if (idle) {
            leaveOut(refusals.idle(setting));
        }
    }

    private void require(Capability capability) {
        if (capabilities.contains(capability)) {
            return;
        }
        String refusal = refusals.of(capability);
        if (!PARAMETERS.contains(capability)) {
            throw new BackendException(Kind.INVALID_REQUEST, refusal);
        }
        if (!config.drops() || dropped.add(capability)) {
            leaveOut(refusal);
        }
    }

    private void leaveOut(String refusal) {
        if (!config.drops()) {
            throw new BackendException(Kind.INVALID_REQUEST, refusal);
        }
        warn.accept(refusal + " It is left out, as when_unsupported says.");
    }

    private <T> Optional<T> allowed(Capability capability, Optional<T> value) {
        return value.filter(set -> capabilities.contains(capability));
    }

    private static Optional<Double> boxed(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    private static Optional<Integer> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }
}
