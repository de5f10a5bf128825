package ai.massgen.backend.claude;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelInfo;
import ai.massgen.toolkit.model.ModelFacts;
import ai.massgen.toolkit.model.ModelFile;
import ai.massgen.toolkit.model.UnsupportedSettings;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the data file {@code models.json} knows of models, and what follows for settings. Among the efforts of a model,
 * {@code off} means that it can be told not to think.
 */
final class KnownModels {
    private static final ModelFile FILE = ModelFile.read(KnownModels.class, "models.json");

    private KnownModels() {}

    static List<ModelInfo> all(LocalDate day) {
        return FILE.on(day);
    }

    static Optional<ModelFacts> find(String id) {
        return FILE.find(id);
    }

    /** Neither temperature nor seed: the API has no seed, and since version 2026-10-21 no temperature. */
    static Set<Capability> capabilities(ClaudeConfig config) {
        Set<Capability> capabilities = EnumSet.of(
                Capability.TOOLS,
                Capability.PARALLEL_TOOL_CALLS,
                Capability.IMAGES,
                Capability.DOCUMENTS,
                Capability.MAX_OUTPUT_TOKENS,
                Capability.STRUCTURED_OUTPUT,
                Capability.WEB_SEARCH,
                Capability.CODE_EXECUTION,
                Capability.URL_CONTEXT);
        find(config.model()).ifPresent(facts -> capabilities.removeAll(facts.lacks()));
        return capabilities;
    }

    /** The settings that the model takes; a limit that is too high becomes the highest, and thinking what it does anyway. */
    static ClaudeConfig fit(ClaudeConfig config, BackendContext context) {
        Optional<ModelFacts> known = find(config.model());
        if (known.isEmpty()) {
            return config;
        }
        ModelFacts facts = known.get();
        List<String> efforts = facts.efforts();
        long limit = facts.maxOutputTokens().orElse(Integer.MAX_VALUE);
        boolean canRest = efforts.isEmpty() || efforts.contains(ClaudeConfig.OFF);
        boolean canThink = !efforts.equals(List.of(ClaudeConfig.OFF));
        UnsupportedSettings settings = new UnsupportedSettings(config.model(), config.whenUnsupported(), context);
        return config.with(
                settings.keep(
                                "max_output_tokens",
                                Optional.of(config.maxOutputTokens()),
                                max -> max <= limit,
                                "it ends at " + limit)
                        .orElse((int) limit),
                settings.keep(
                                "thinking",
                                Optional.of(config.thinking()),
                                mode -> mode.equals(ClaudeConfig.OFF) ? canRest : canThink,
                                canRest ? "it cannot do that" : "it always thinks")
                        .orElse(canRest ? ClaudeConfig.OFF : ClaudeConfig.ADAPTIVE),
                settings.keep(
                        "effort",
                        config.effort(),
                        effort -> efforts.isEmpty() || efforts.contains(effort),
                        canThink ? "it knows " + String.join(", ", efforts) : "it knows none"));
    }
}
