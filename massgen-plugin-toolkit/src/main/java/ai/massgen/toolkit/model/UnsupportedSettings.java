package ai.massgen.toolkit.model;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What becomes of settings that a model is known not to take: an error before anything is sent, or nothing but a warning.
 * For {@link ai.massgen.api.backend.Backend#open}. Immutable.
 */
public final class UnsupportedSettings {
    /** The value of the setting {@code when_unsupported} for an error. */
    public static final String ERROR = "error";

    /** The value of the setting {@code when_unsupported} for leaving the setting out with a warning. */
    public static final String DROP = "drop";

    private final String model;
    private final boolean drop;
    private final BackendContext context;

    /**
     * Prepares the checks of one model's settings.
     *
     * @param model the model's id, for messages
     * @param whenUnsupported {@link #ERROR} or {@link #DROP}
     * @param context takes the warnings
     * @throws IllegalArgumentException if it is neither
     */
    public UnsupportedSettings(String model, String whenUnsupported, BackendContext context) {
        if (!whenUnsupported.equals(ERROR) && !whenUnsupported.equals(DROP)) {
            throw new IllegalArgumentException(
                    "when_unsupported must be " + ERROR + " or " + DROP + ", got '" + whenUnsupported + "'");
        }
        this.model = Objects.requireNonNull(model, "model");
        this.drop = whenUnsupported.equals(DROP);
        this.context = Objects.requireNonNull(context, "context");
    }

    /**
     * Keeps a value that the model takes.
     *
     * @param setting the setting as users write it, such as {@code thinking_level}
     * @param value its value, if it has one
     * @param taken whether the model takes the value
     * @param because why it does not, a clause such as {@code it knows low and high}
     * @param <T> the type of the value
     * @return the value; empty if there is none, or it was dropped with a warning
     * @throws BackendException of kind {@link Kind#INVALID_REQUEST} if the model does not take it and this is an error
     */
    public <T> Optional<T> keep(String setting, Optional<T> value, Predicate<? super T> taken, String because) {
        if (value.isEmpty() || taken.test(value.get())) {
            return value;
        }
        String problem =
                "The model " + model + " does not take " + setting + ": " + value.get() + ", because " + because;
        if (!drop) {
            throw new BackendException(
                    Kind.INVALID_REQUEST,
                    problem + ". Change " + setting + ", or write when_unsupported: " + DROP + " to leave it out.");
        }
        context.warn(problem + ". It is left out.");
        return Optional.empty();
    }
}
