package ai.massgen.backend.gemini;

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

/** What the data file {@code models.json} knows of models, and what follows for settings. */
final class KnownModels {
    private static final ModelFile FILE = ModelFile.read(KnownModels.class, "models.json");

    private KnownModels() {}

    static Optional<ModelFacts> find(GeminiConfig config) {
        return find(config.modelId());
    }

    static List<ModelInfo> all(LocalDate day) {
        return FILE.on(day);
    }

    static Optional<ModelFacts> find(String id) {
        return FILE.find(id);
    }

    /** What models of this provider can do, less what this one is known to lack. */
    static Set<Capability> capabilities(GeminiConfig config) {
        Set<Capability> capabilities = EnumSet.of(
                Capability.TOOLS,
                Capability.PARALLEL_TOOL_CALLS,
                Capability.IMAGES,
                Capability.DOCUMENTS,
                Capability.TEMPERATURE,
                Capability.SEED,
                Capability.MAX_OUTPUT_TOKENS,
                Capability.STRUCTURED_OUTPUT,
                Capability.WEB_SEARCH,
                Capability.CODE_EXECUTION,
                Capability.FILE_SEARCH,
                Capability.URL_CONTEXT);
        if (config.fileSearchStores().isEmpty()) {
            capabilities.remove(Capability.FILE_SEARCH);
        }
        find(config).ifPresent(facts -> capabilities.removeAll(facts.lacks()));
        return capabilities;
    }

    /** The settings that the model takes. */
    static GeminiConfig fit(GeminiConfig config, BackendContext context) {
        Optional<ModelFacts> known = find(config);
        if (known.isEmpty()) {
            return config;
        }
        ModelFacts facts = known.get();
        UnsupportedSettings settings = new UnsupportedSettings(config.modelId(), config.whenUnsupported(), context);
        return config.with(
                settings.keep(
                        "temperature",
                        config.temperature(),
                        any -> takes(facts, Capability.TEMPERATURE),
                        "it has none"),
                settings.keep("seed", config.seed(), any -> takes(facts, Capability.SEED), "it has none"),
                settings.keep(
                        "max_output_tokens",
                        config.maxOutputTokens(),
                        limit -> limit <= facts.maxOutputTokens().orElse(Long.MAX_VALUE),
                        "it ends at " + facts.maxOutputTokens().orElse(0)),
                settings.keep(
                        "thinking_level",
                        config.thinkingLevel(),
                        level -> facts.efforts().isEmpty() || facts.efforts().contains(level),
                        "it knows " + String.join(", ", facts.efforts())));
    }

    private static boolean takes(ModelFacts facts, Capability capability) {
        return !facts.lacks().contains(capability);
    }
}
