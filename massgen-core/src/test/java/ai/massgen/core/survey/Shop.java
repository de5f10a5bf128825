package ai.massgen.core.survey;

import ai.massgen.api.Json;
import ai.massgen.api.Spi;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.LocalServer;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelInfo;
import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.provider.ProviderSource;
import ai.massgen.core.provider.Providers;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A provider with models, keys and servers, as a test wants it. Counts what it is asked. */
final class Shop implements Backend<Shop.Settings> {
    private final String name;
    private final List<String> variables;
    private List<LocalServer> servers = List.of();
    private List<ModelInfo> listed = List.of();
    private List<ModelInfo> known = List.of();
    private boolean simulated;
    private boolean failing;
    private int asked;

    /** Its settings. */
    record Settings(String model, Optional<String> place) {}

    Shop(String name, String... variables) {
        this.name = name;
        this.variables = List.of(variables);
    }

    Shop serving(String product, String... models) {
        servers = List.of(new LocalServer(
                product,
                URI.create("http://127.0.0.1:1"),
                Arrays.stream(models)
                        .map(model -> new Json("{\"model\":\"" + model + "\",\"place\":\"here\"}"))
                        .toList()));
        return this;
    }

    Shop listing(ModelInfo... models) {
        listed = List.of(models);
        return this;
    }

    Shop knowing(ModelInfo... models) {
        known = List.of(models);
        return this;
    }

    Shop simulating() {
        simulated = true;
        return this;
    }

    Shop failing() {
        failing = true;
        return this;
    }

    int asked() {
        return asked;
    }

    static Survey survey(Map<String, String> environment, Shop... shops) {
        Providers providers = providers(shops);
        return new Survey(providers, new ConfigReader(providers, environment), context(environment));
    }

    static ModelSurvey models(Map<String, String> environment, Shop... shops) {
        return new ModelSurvey(survey(environment, shops), providers(shops), context(environment));
    }

    static Providers providers(Shop... shops) {
        return new Providers(ProviderSource.of(List.of(shops), List.of()));
    }

    static SurveyContext context(Map<String, String> environment) {
        return new SurveyContext(environment, Path.of("/srv"), InstantSource.system());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int spiLevel() {
        return Spi.LEVEL;
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public Set<Capability> capabilities(Settings config) {
        return Set.of();
    }

    @Override
    public Model open(Settings config, BackendContext context) {
        throw new UnsupportedOperationException("a survey opens nothing");
    }

    @Override
    public boolean simulated() {
        return simulated;
    }

    @Override
    public List<String> secretNames() {
        return variables;
    }

    @Override
    public List<LocalServer> localServers(BackendContext context) {
        if (failing) {
            throw new IllegalStateException("cannot look around");
        }
        return servers;
    }

    @Override
    public List<Json> suggestions(BackendContext context) {
        return variables.stream()
                .filter(variable -> context.secret(variable).isPresent())
                .filter(variable -> !variable.startsWith("ODD"))
                .map(variable -> new Json("{\"model\":\"best of " + name + "\"}"))
                .toList();
    }

    @Override
    public List<ModelInfo> models(Settings config, BackendContext context) {
        asked++;
        if (failing) {
            throw new BackendException(Kind.AUTHENTICATION, "wrong key");
        }
        return listed;
    }

    @Override
    public List<ModelInfo> knownModels(LocalDate day) {
        return known;
    }

    @Override
    public Optional<ModelInfo> known(Settings config, LocalDate day) {
        return known.stream().filter(each -> each.id().equals(config.model())).findFirst();
    }
}
