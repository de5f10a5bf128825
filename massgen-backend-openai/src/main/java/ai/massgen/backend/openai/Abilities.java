package ai.massgen.backend.openai;

import ai.massgen.api.backend.Capability;
import ai.massgen.toolkit.model.ModelFacts;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one model can do over one API of one provider: what the preset says of the provider, the data file of the model, and
 * the user of both.
 *
 * @param config the settings
 * @param preset the provider
 * @param api how it is asked
 * @param facts what is known of the model
 */
record Abilities(OpenAiConfig config, Preset preset, Api api, Optional<ModelFacts> facts) {
    private static final String NONE = "none";

    static Abilities of(OpenAiConfig config) {
        Preset preset = Target.preset(config);
        return new Abilities(config, preset, Target.api(config, preset), preset.facts(config.model()));
    }

    Set<Capability> capabilities() {
        Set<Capability> can = EnumSet.of(
                Capability.TOOLS, Capability.PARALLEL_TOOL_CALLS, Capability.TEMPERATURE, Capability.MAX_OUTPUT_TOKENS);
        addProvider(can);
        facts.ifPresent(known -> can.removeAll(known.lacks()));
        set(can, Capability.IMAGES, config.images());
        set(can, Capability.DOCUMENTS, config.documents());
        set(can, Capability.STRUCTURED_OUTPUT, config.structuredOutput());
        boolean silent = effort().equals(Optional.of(NONE));
        if (is(Trait.TEMPERATURE_NEEDS_EFFORT_NONE) && !silent) {
            can.remove(Capability.TEMPERATURE);
        }
        if (toolsNeedSilence() && !silent) {
            can.removeAll(Set.of(Capability.TOOLS, Capability.PARALLEL_TOOL_CALLS));
        }
        return can;
    }

    /** The effort to send: the user's, if the model knows it, and none where tools would not work otherwise. */
    Optional<String> effort() {
        Optional<String> wanted = config.reasoningEffort().filter(this::takesEffort);
        return toolsNeedSilence() ? wanted.or(() -> Optional.of(NONE)) : wanted;
    }

    /** Whether the effort was lowered to none because tools would not work otherwise. */
    boolean silencesReasoning() {
        return config.reasoningEffort().isEmpty() && effort().isPresent();
    }

    boolean takesEffort(String effort) {
        boolean known = efforts().isEmpty() || efforts().contains(effort);
        return known && !is(Trait.NO_EFFORT) && !is(Trait.NO_REASONING);
    }

    /** The efforts that the model is known to take, from little to much; empty if unknown. */
    List<String> efforts() {
        return facts.map(ModelFacts::efforts).orElse(List.of());
    }

    /** Whether to ask for reasoning in encrypted form. A model that does not reason refuses to be asked. */
    boolean givesEncryptedReasoning() {
        return api == Api.RESPONSES && preset.spokenResponses().encryptedReasoning() && !is(Trait.NO_REASONING);
    }

    /** Whether thoughts can be told in summary. */
    boolean tellsThoughts() {
        return api == Api.RESPONSES && !is(Trait.NO_REASONING);
    }

    /** Whether the provider can be told which requests share its cache. */
    boolean groupsCache() {
        return api == Api.RESPONSES && preset.spokenResponses().cacheGroup();
    }

    /** Whether the provider searches files. */
    boolean searchesFiles() {
        return api == Api.RESPONSES && preset.spokenResponses().tools().containsKey(Capability.FILE_SEARCH);
    }

    boolean is(Trait trait) {
        return facts.filter(trait::of).isPresent();
    }

    /** The model in messages. */
    String subject() {
        return config.model() + " at " + preset.name();
    }

    private boolean toolsNeedSilence() {
        return api == Api.CHAT_COMPLETIONS && is(Trait.CHAT_TOOLS_NEED_EFFORT_NONE);
    }

    private void addProvider(Set<Capability> can) {
        switch (api) {
            case CHAT_COMPLETIONS -> {
                can.addAll(preset.chat().can());
                if (preset.chat().seed() != null) {
                    can.add(Capability.SEED);
                }
            }
            case RESPONSES -> {
                can.addAll(preset.spokenResponses().can());
                can.addAll(preset.spokenResponses().tools().keySet());
                if (config.vectorStores().isEmpty()) {
                    can.remove(Capability.FILE_SEARCH);
                }
            }
        }
    }

    private static void set(Set<Capability> can, Capability capability, Optional<Boolean> said) {
        said.ifPresent(yes -> {
            if (yes) {
                can.add(capability);
            } else {
                can.remove(capability);
            }
        });
    }
}
