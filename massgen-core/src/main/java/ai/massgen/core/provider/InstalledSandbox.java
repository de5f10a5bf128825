package ai.massgen.core.provider;

import ai.massgen.api.sandbox.SandboxCapability;
import java.util.Optional;
import java.util.Set;

/**
 * A sandbox on the class path, for listings. Immutable.
 *
 * @param name its name; the class name if it could not be asked
 * @param location the jar or folder it comes from
 * @param version its version; {@code unknown} if its jar does not say
 * @param capabilities what it can do; nothing if it cannot be used
 * @param failure why it cannot be used, if it cannot
 */
public record InstalledSandbox(
        String name,
        String location,
        String version,
        Set<SandboxCapability> capabilities,
        Optional<ProviderException> failure) {
    /** Copies the set. */
    public InstalledSandbox {
        capabilities = Set.copyOf(capabilities);
    }
}
