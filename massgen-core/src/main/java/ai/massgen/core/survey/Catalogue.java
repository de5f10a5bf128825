package ai.massgen.core.survey;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.ModelInfo;
import ai.massgen.core.plan.ConfiguredBackend;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The models of one place, as the provider lists them, with what the plugin knows besides.
 *
 * @param backend the backend with settings
 * @param context what the engine offers
 */
record Catalogue(ConfiguredBackend<?> backend, BackendContext context) {
    private LocalDate today() {
        return LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
    }

    /** Asks the provider; what it does not list the plugin may know. */
    List<ModelInfo> online() throws InterruptedException {
        List<ModelInfo> listed = backend.models(context);
        return listed.isEmpty()
                ? offline()
                : listed.stream().map(this::completed).toList();
    }

    /** What the plugin knows without asking. */
    List<ModelInfo> offline() {
        List<ModelInfo> known = new ArrayList<>(backend.knownModels(today()));
        Optional<ModelInfo> own = backend.known(today());
        if (own.isPresent()
                && known.stream().noneMatch(each -> each.id().equals(own.get().id()))) {
            known.add(own.get());
        }
        return known;
    }

    private ModelInfo completed(ModelInfo listed) {
        return backend.with(listed.id())
                .known(today())
                .map(known -> merged(listed, known))
                .orElse(listed);
    }

    /** What the provider says comes first: the data file is older. */
    private static ModelInfo merged(ModelInfo listed, ModelInfo known) {
        return new ModelInfo(
                listed.id(),
                listed.description().or(known::description),
                listed.price().or(known::price),
                listed.shutdown().or(known::shutdown),
                listed.contextTokens().isPresent() ? listed.contextTokens() : known.contextTokens(),
                listed.maxOutputTokens().isPresent() ? listed.maxOutputTokens() : known.maxOutputTokens());
    }
}
