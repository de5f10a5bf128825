package ai.massgen.core.survey;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.provider.InstalledBackend;
import ai.massgen.core.provider.Providers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Lists the models that can be had here. Immutable and thread-safe. */
public final class ModelSurvey {
    private final Survey survey;
    private final Providers providers;
    private final BackendContext context;

    /**
     * Creates a survey of models.
     *
     * @param survey looks around
     * @param providers the installed plugins
     * @param context what the engine offers backends
     */
    public ModelSurvey(Survey survey, Providers providers, BackendContext context) {
        this.survey = survey;
        this.providers = providers;
        this.context = context;
    }

    /**
     * Asks the providers that are configured, those whose keys are set, and the servers on this machine.
     *
     * @param config the configuration, if there is one
     * @param wanted which backends to ask
     * @return what each of them offers, or why that is not known
     * @throws InterruptedException if the thread is interrupted
     */
    public List<Listing> online(Optional<LoadedConfig> config, Predicate<String> wanted) throws InterruptedException {
        List<Listing> listings = new ArrayList<>();
        for (Source source : survey.sources(config, survey.localServers())) {
            if (wanted.test(source.backend().name()) && !source.backend().simulated()) {
                listings.add(survey.ask(source));
            }
        }
        return listings;
    }

    /**
     * Tells what the plugins know without asking anybody.
     *
     * @param config the configuration, if there is one
     * @param wanted which backends to ask
     * @return what each of them knows
     */
    public List<Listing> offline(Optional<LoadedConfig> config, Predicate<String> wanted) {
        LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
        Map<String, Listing> listings = new LinkedHashMap<>();
        for (InstalledBackend backend : survey.real()) {
            if (wanted.test(backend.name())) {
                listings.put(
                        backend.name(),
                        new Listing(
                                backend.name(),
                                "known to the plugin",
                                providers.backend(backend.name()).knownModels(today),
                                Optional.empty()));
            }
        }
        for (Source source : survey.sources(config, List.of())) {
            listings.computeIfPresent(source.backend().name(), (name, listing) -> extended(listing, source));
        }
        return List.copyOf(listings.values());
    }

    private Listing extended(Listing listing, Source source) {
        var models = new ArrayList<>(listing.models());
        new Catalogue(source.backend(), context)
                .offline().stream()
                        .filter(model ->
                                models.stream().noneMatch(each -> each.id().equals(model.id())))
                        .forEach(models::add);
        return new Listing(listing.backend(), listing.from(), models, listing.failure());
    }
}
