package ai.massgen.backend.claude;

import ai.massgen.api.Json;
import ai.massgen.api.Spi;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelInfo;
import ai.massgen.toolkit.http.EndpointSettings;
import ai.massgen.toolkit.http.ProviderClient;
import ai.massgen.toolkit.model.Offer;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Claude, and by {@code base_url} every server that speaks its Messages API. Thread-safe. */
public final class ClaudeBackend implements Backend<ClaudeConfig> {
    static final String NAME = "claude";

    private static final URI ANTHROPIC = URI.create("https://api.anthropic.com");
    private static final String KEY_VARIABLE = "ANTHROPIC_API_KEY";
    private static final Json SUGGESTION = new Json("{\"model\":\"claude-sonnet-5-5\"}");

    /** For the service loader. */
    public ClaudeBackend() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int spiLevel() {
        return Spi.LEVEL;
    }

    @Override
    public Class<ClaudeConfig> configType() {
        return ClaudeConfig.class;
    }

    @Override
    public Set<Capability> capabilities(ClaudeConfig config) {
        return KnownModels.capabilities(config);
    }

    @Override
    public Model open(ClaudeConfig config, BackendContext context) {
        ClaudeConfig fitting = KnownModels.fit(config, context);
        return new ClaudeModel(fitting, new Offer(NAME, config.model(), capabilities(config)), client(config, context));
    }

    @Override
    public List<String> secretNames() {
        return List.of(KEY_VARIABLE);
    }

    @Override
    public Optional<ModelInfo> known(ClaudeConfig config, LocalDate day) {
        return KnownModels.find(config.model()).map(facts -> facts.on(config.model(), day));
    }

    @Override
    public List<ModelInfo> knownModels(LocalDate day) {
        return KnownModels.all(day);
    }

    @Override
    public List<Json> suggestions(BackendContext context) {
        return context.secret(KEY_VARIABLE).isPresent() ? List.of(SUGGESTION) : List.of();
    }

    @Override
    public List<ModelInfo> models(ClaudeConfig config, BackendContext context) throws InterruptedException {
        LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
        try (ProviderClient client = client(config, context)) {
            return ModelListing.fetch(client).stream()
                    .map(model -> model.info(today))
                    .toList();
        }
    }

    @Override
    public List<String> diagnose(ClaudeConfig config, BackendContext context) throws InterruptedException {
        try (ProviderClient client = client(config, context)) {
            List<Listed> models = ModelListing.fetch(client);
            Optional<Listed> mine = models.stream()
                    .filter(model -> model.id().equals(config.model()))
                    .findFirst();
            if (mine.isEmpty() && !models.isEmpty()) {
                return List.of("The server does not list the model " + config.model() + " among its " + models.size()
                        + " models. Check model.");
            }
            return mine.flatMap(Listed::ending)
                    .map(ending -> List.of("The model " + config.model() + " " + ending + ". Choose another one."))
                    .orElse(List.of());
        } catch (BackendException e) {
            return List.of(Objects.requireNonNullElse(e.getMessage(), e.code()));
        }
    }

    private static ProviderClient client(ClaudeConfig config, BackendContext context) {
        EndpointSettings settings = new EndpointSettings(
                NAME,
                config.baseUrl().orElse(ANTHROPIC),
                Map.of("anthropic-version", config.apiVersion()),
                config.apiKey(),
                Optional.of(KEY_VARIABLE),
                Optional.of("x-api-key"));
        return new ProviderClient(settings.resolve(context), context.clock());
    }
}
