package ai.massgen.core.provider;

import java.util.List;
import java.util.Optional;

/**
 * A backend on the class path, for listings. Immutable.
 *
 * @param name its name; the class name if it could not be asked
 * @param location the jar or folder it comes from
 * @param version its version; {@code unknown} if its jar does not say
 * @param simulated whether its answers are simulated
 * @param secretNames the environment variables from which it takes secrets
 * @param failure why it cannot be used, if it cannot
 */
public record InstalledBackend(
        String name,
        String location,
        String version,
        boolean simulated,
        List<String> secretNames,
        Optional<ProviderException> failure) {
    /** Copies the list. */
    public InstalledBackend {
        secretNames = List.copyOf(secretNames);
    }
}
