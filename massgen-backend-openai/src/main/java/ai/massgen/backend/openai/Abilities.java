package ai.massgen.backend.openai;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a model can do over Chat Completions, and the refusal of everything else before it costs a request.
 *
 * @param model the model's id
 * @param preset the provider
 * @param effort the {@code reasoning_effort} to send, if any
 * @param capabilities what it can do
 */
record Abilities(String model, Preset preset, Optional<String> effort, Set<Capability> capabilities) {
    private static final String NONE = "none";

    /** Copies the set. */
    Abilities {
        capabilities = Set.copyOf(capabilities);
    }

    static Abilities of(OpenAiConfig config, Preset preset) {
        boolean bound = preset.toolsNeedEffortNone(config.model());
        Optional<String> effort =
                bound ? config.reasoningEffort().or(() -> Optional.of(NONE)) : config.reasoningEffort();
        boolean thinks = !effort.equals(Optional.of(NONE));
        Set<Capability> can = EnumSet.of(Capability.MAX_OUTPUT_TOKENS);
        if (!bound || !thinks) {
            can.add(Capability.TOOLS);
            can.add(Capability.PARALLEL_TOOL_CALLS);
        }
        if (config.images().orElse(preset.images())) {
            can.add(Capability.IMAGES);
        }
        if (!preset.reasons(config.model()) || !thinks) {
            can.add(Capability.TEMPERATURE);
        }
        if (preset.seed() != null) {
            can.add(Capability.SEED);
        }
        return new Abilities(config.model(), preset, effort, can);
    }

    /** Whether the effort was lowered to none because tools would not work otherwise. */
    boolean silencesReasoning(OpenAiConfig config) {
        return config.reasoningEffort().isEmpty() && effort.isPresent();
    }

    /** Refuses settings that this model does not take. */
    void check(OpenAiConfig config) {
        require(config.temperature().isPresent(), Capability.TEMPERATURE, "a temperature");
        require(config.seed().isPresent(), Capability.SEED, "a seed");
    }

    /** Refuses a request that asks for more than this model can do. */
    void check(ModelRequest request) {
        require(!request.tools().isEmpty(), Capability.TOOLS, "tools");
        Set<Capability> needs = request.needs();
        require(needs.contains(Capability.IMAGES), Capability.IMAGES, "pictures");
        require(needs.contains(Capability.DOCUMENTS), Capability.DOCUMENTS, "documents");
        require(request.outputSchema().isPresent(), Capability.STRUCTURED_OUTPUT, "a schema of its reply");
        request.providerTools().forEach(tool -> require(true, tool, tool.toString()));
        require(request.temperature().isPresent(), Capability.TEMPERATURE, "a temperature");
        require(request.seed().isPresent(), Capability.SEED, "a seed");
        require(request.maxOutputTokens().isPresent(), Capability.MAX_OUTPUT_TOKENS, "a limit on output tokens");
    }

    private void require(boolean used, Capability capability, String what) {
        if (used && !capabilities.contains(capability)) {
            throw new BackendException(
                    Kind.INVALID_REQUEST,
                    model + " at " + preset.name() + " does not take " + what + " over Chat Completions"
                            + hint(capability));
        }
    }

    private String hint(Capability capability) {
        boolean reasoning = capability == Capability.TOOLS || capability == Capability.TEMPERATURE;
        if (reasoning && preset.reasons(model)) {
            return " while it reasons. Set reasoning_effort: none, or use another model.";
        }
        return capability == Capability.IMAGES
                ? ". Set images: true if this model does, or use another one."
                : ". Leave it out, or use another model.";
    }
}
