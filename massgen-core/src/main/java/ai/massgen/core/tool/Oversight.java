package ai.massgen.core.tool;

import ai.massgen.core.pin.FirstUse;
import java.util.Objects;

/**
 * Where somebody has a say in what tools do. As thread-safe as its parts, which must be.
 *
 * @param locked whether only servers may run that are pinned already
 * @param firstUse decides about servers that are not
 * @param permission decides about calls that have to be approved
 */
public record Oversight(boolean locked, FirstUse firstUse, CallPermission permission) {
    /** Checks for null. */
    public Oversight {
        Objects.requireNonNull(firstUse, "firstUse");
        Objects.requireNonNull(permission, "permission");
    }
}
