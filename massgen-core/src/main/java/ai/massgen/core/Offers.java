package ai.massgen.core;

import ai.massgen.api.Json;
import ai.massgen.api.MassGenException;
import ai.massgen.api.backend.ModelInfo;
import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.plan.LastDays;
import ai.massgen.core.provider.Providers;
import ai.massgen.core.survey.Choice;
import ai.massgen.core.survey.DefaultAgents;
import ai.massgen.core.survey.Listing;
import ai.massgen.core.survey.ModelSurvey;
import ai.massgen.core.survey.OfferJson;
import ai.massgen.core.survey.Survey;
import ai.massgen.core.survey.SurveyContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What can be asked here: models of providers and models on this machine. Immutable and thread-safe. */
public final class Offers {
    private final Providers providers;
    private final Map<String, String> environment;
    private final Path workingDirectory;

    Offers(Providers providers, Map<String, String> environment, Path workingDirectory) {
        this.providers = providers;
        this.environment = environment;
        this.workingDirectory = workingDirectory;
    }

    /**
     * Models that can be had. Immutable.
     *
     * @param backend the name of the backend
     * @param from who says that they are there: an agent of the configuration, a key, a server on this machine
     * @param models the models
     * @param failure why they are not known, if they are not
     */
    public record Offer(String backend, String from, List<OfferedModel> models, Optional<MassGenException> failure) {
        /** Copies the list. */
        public Offer {
            models = List.copyOf(models);
        }
    }

    /**
     * A model that can be had. Immutable.
     *
     * @param model what is known of it
     * @param warning that it is turned off soon, or has been: a sentence without its beginning, the model's name
     * @param json all of this for programs, a JSON object
     */
    public record OfferedModel(ModelInfo model, Optional<String> warning, Json json) {}

    /**
     * A model server on this machine. Immutable.
     *
     * @param backend the name of the backend that found it
     * @param product its product's name for people
     * @param address where it answers
     * @param models the ids of its models
     */
    public record LocalModels(String backend, String product, URI address, List<String> models) {
        /** Copies the list. */
        public LocalModels {
            models = List.copyOf(models);
        }
    }

    /** Who answers if nothing is configured. Immutable. */
    public sealed interface Chosen {
        /**
         * Agents.
         *
         * @param config a configuration for {@link MassGen.Builder#config(Map)}
         * @param why where they come from, a sentence for people
         */
        record Agents(Map<String, Object> config, String why) implements Chosen {}

        /**
         * Nobody: no key is set and no server runs here, or no model is known for the keys that are set.
         *
         * @param keys the variables that are set
         * @param variables the variables that would help
         */
        record Nobody(List<String> keys, List<String> variables) implements Chosen {}
    }

    /**
     * Lists models. Asks the providers that are configured, those whose keys are set, and the servers on this machine; or
     * tells what the plugins know.
     *
     * @param backend the backend to ask, empty for all
     * @param config the configuration file whose agents are asked too
     * @param offline whether nobody is asked
     * @return what there is, by backend
     * @throws MassGenException if there is no such backend, or the configuration has problems
     * @throws InterruptedException if the thread is interrupted
     */
    public List<Offer> models(Optional<String> backend, Optional<Path> config, boolean offline)
            throws InterruptedException {
        if (backend.isPresent()) {
            providers.backend(backend.get());
        }
        Optional<LoadedConfig> loaded = config.map(file -> reader().load(file));
        Predicate<String> wanted = name -> backend.isEmpty() || backend.get().equals(name);
        ModelSurvey models = new ModelSurvey(survey(), providers, context());
        List<Listing> listings = offline ? models.offline(loaded, wanted) : models.online(loaded, wanted);
        LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
        return listings.stream().map(listing -> offer(listing, today)).toList();
    }

    private static Offer offer(Listing listing, LocalDate today) {
        return new Offer(
                listing.backend(),
                listing.from(),
                listing.models().stream()
                        .map(model -> {
                            Optional<String> warning = LastDays.warning(model, today);
                            return new OfferedModel(
                                    model, warning, OfferJson.write(listing.backend(), listing.from(), model, warning));
                        })
                        .toList(),
                listing.failure());
    }

    /**
     * Looks for model servers on this machine that need no key.
     *
     * @return the servers that answered
     * @throws InterruptedException if the thread is interrupted
     */
    public List<LocalModels> localModels() throws InterruptedException {
        return survey().localServers().stream()
                .map(found -> new LocalModels(
                        found.backend(),
                        found.server().product(),
                        found.server().address(),
                        Survey.models(found.server())))
                .toList();
    }

    /**
     * Chooses who answers if nothing is configured: with the keys that are set; if none is, with the models on this machine.
     * Never a simulated model.
     *
     * @return who answers
     * @throws InterruptedException if the thread is interrupted
     */
    public Chosen defaultAgents() throws InterruptedException {
        return switch (new DefaultAgents(survey()).choose()) {
            case Choice.Agents agents -> new Chosen.Agents(agents.config(), agents.why());
            case Choice.Nobody nobody -> new Chosen.Nobody(nobody.keys(), nobody.variables());
        };
    }

    private ConfigReader reader() {
        return new ConfigReader(providers, environment);
    }

    private Survey survey() {
        return new Survey(providers, reader(), context());
    }

    private SurveyContext context() {
        return new SurveyContext(environment, workingDirectory, InstantSource.system());
    }
}
