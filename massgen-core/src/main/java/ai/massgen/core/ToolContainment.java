package ai.massgen.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How one tool server will be locked in, in words. Immutable.
 *
 * @param server its name in the configuration
 * @param sandbox the sandbox that it runs in; {@code remote} if it runs elsewhere
 * @param isolated whether that sandbox isolates at all
 * @param remote whether it runs elsewhere, so that there is nothing here to hold in
 * @param runs what runs there: image, command, names of variables and secrets, scope, times
 * @param controls what is in force, by the name of the control; empty without isolation
 */
public record ToolContainment(
        String server,
        String sandbox,
        boolean isolated,
        boolean remote,
        Map<String, String> runs,
        Map<String, String> controls) {
    /** Copies the maps, keeping their order. */
    public ToolContainment {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(sandbox, "sandbox");
        runs = Collections.unmodifiableMap(new LinkedHashMap<>(runs));
        controls = Collections.unmodifiableMap(new LinkedHashMap<>(controls));
    }
}
