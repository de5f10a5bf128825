package ai.massgen.core.tool;

import ai.massgen.core.pin.FirstUse;
import java.util.Objects;

/**
 * Where somebody has a say in what tools do. As thread-safe as its parts, which must be.
 *
 * @param locked whether only servers may run that are pinned already
 * @param firstUse decides about servers that are not
 */
public record Oversight(boolean locked, FirstUse firstUse) {
    /** Nobody is asked: what is new is trusted. */
    public static final Oversight NONE = new Oversight(false, FirstUse.TRUST);

    /** Checks for null. */
    public Oversight {
        Objects.requireNonNull(firstUse, "firstUse");
    }
}
