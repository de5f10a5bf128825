package ai.massgen.core.provider;

import ai.massgen.api.MassGenException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plugin that is named and cannot be used. */
public final class ProviderException extends MassGenException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why it cannot be used. */
    public enum Kind {
        /** Nothing of this name is on the class path. */
        UNKNOWN,
        /** Two or more plugins have this name. */
        DUPLICATE,
        /** The plugin cannot be loaded. */
        BROKEN,
        /** The plugin was compiled against another level of the SPI. */
        INCOMPATIBLE;

        /**
         * The error id of this kind.
         *
         * @return for example {@code provider.unknown}
         */
        public String code() {
            return "provider." + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Creates a failure.
     *
     * @param kind why the plugin cannot be used
     * @param message what happened, which jar, and what to do
     * @param cause the cause, or null
     */
    public ProviderException(Kind kind, String message, @Nullable Throwable cause) {
        super(kind.code(), message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /**
     * Why the plugin cannot be used.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
