package ai.massgen.core.survey;

import ai.massgen.api.MassGenException;
import ai.massgen.api.backend.ModelInfo;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The models of one place.
 *
 * @param backend the name of the backend
 * @param from who says that they are there, for people
 * @param models the models
 * @param failure why they are not known, if they are not
 */
public record Listing(String backend, String from, List<ModelInfo> models, Optional<MassGenException> failure) {
    /** Copies the list. */
    public Listing {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(from, "from");
        models = List.copyOf(models);
        Objects.requireNonNull(failure, "failure");
    }
}
