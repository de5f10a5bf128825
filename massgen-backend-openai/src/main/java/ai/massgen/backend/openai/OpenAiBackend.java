package ai.massgen.backend.openai;

import ai.massgen.api.Json;
import ai.massgen.api.Spi;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.LocalServer;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelInfo;
import ai.massgen.toolkit.http.ProviderClient;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * OpenAI over its Responses API, and every server that speaks its Chat Completions: OpenRouter, Groq, Ollama, LM Studio, vLLM
 * and others by {@code preset}, any other by {@code base_url}. Thread-safe.
 */
public final class OpenAiBackend implements Backend<OpenAiConfig> {
    static final String NAME = "openai";

    private static final Json SUGGESTION = new Json("{\"model\":\"gpt-6.1-sol\"}");

    /** For the service loader. */
    public OpenAiBackend() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int spiLevel() {
        return Spi.LEVEL;
    }

    @Override
    public Class<OpenAiConfig> configType() {
        return OpenAiConfig.class;
    }

    @Override
    public Set<Capability> capabilities(OpenAiConfig config) {
        return Abilities.of(config).capabilities();
    }

    @Override
    public Model open(OpenAiConfig config, BackendContext context) {
        Target target = Target.of(config, context);
        Abilities abilities = Abilities.of(config);
        Admission admission = new Admission(abilities, context::warn);
        if (abilities.silencesReasoning()) {
            context.warn(config.model() + " takes tools over Chat Completions only without reasoning, so it runs with"
                    + " reasoning_effort: none. Set api: responses, or reasoning_effort to say otherwise.");
        }
        return new OpenAiModel(abilities, admission, new ProviderClient(target.endpoint(), context.clock()));
    }

    @Override
    public List<String> secretNames() {
        return Presets.ALL.stream()
                .map(Preset::keyVariable)
                .flatMap(variable -> Stream.ofNullable(variable))
                .distinct()
                .toList();
    }

    @Override
    public Optional<ModelInfo> known(OpenAiConfig config, LocalDate day) {
        return Target.preset(config).known(config.model(), day);
    }

    @Override
    public List<ModelInfo> knownModels(LocalDate day) {
        return Presets.models("models-openai.json").on(day);
    }

    @Override
    public List<Json> suggestions(BackendContext context) {
        return context.secret("OPENAI_API_KEY").isPresent() ? List.of(SUGGESTION) : List.of();
    }

    @Override
    public List<LocalServer> localServers(BackendContext context) throws InterruptedException {
        return new LocalSearch(context.clock()).find();
    }

    @Override
    public List<ModelInfo> models(OpenAiConfig config, BackendContext context) throws InterruptedException {
        Target target = Target.of(config, context);
        LocalDate today = today(context);
        try (ProviderClient client = new ProviderClient(target.endpoint(), context.clock())) {
            return ModelListing.fetch(
                    client, id -> target.preset().known(id, today).orElseGet(() -> ModelInfo.of(id)));
        }
    }

    @Override
    public List<String> diagnose(OpenAiConfig config, BackendContext context) throws InterruptedException {
        try {
            List<ModelInfo> models = models(config, context);
            Optional<ModelInfo> mine = models.stream()
                    .filter(info -> isNamed(info.id(), config.model()))
                    .findFirst();
            if (mine.isEmpty() && !models.isEmpty() && Target.preset(config).listing()) {
                return List.of("The server does not list the model " + config.model() + " among its " + models.size()
                        + " models. Check model, or load it there.");
            }
            return mine.flatMap(ModelInfo::shutdown)
                    .map(day -> List.of("The provider turns the model " + config.model() + " off on " + day + "."))
                    .orElse(List.of());
        } catch (BackendException e) {
            return List.of(Objects.requireNonNullElse(e.getMessage(), e.code()));
        }
    }

    private static LocalDate today(BackendContext context) {
        return context.clock().instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** Some servers list {@code llama3:latest} or {@code models/gemini} and take the bare name too. */
    private static boolean isNamed(String listed, String model) {
        return listed.equals(model) || listed.startsWith(model + ":") || listed.endsWith("/" + model);
    }
}
