package ai.massgen.core.provider;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One implementation on the class path, usable or not.
 *
 * @param name its name; the class name if it could not be asked
 * @param location the jar or folder it comes from
 * @param version its version
 * @param instance the instance; null exactly if there is a failure
 * @param failure why it cannot be used
 * @param <S> the service
 */
record Installed<S>(
        String name,
        String location,
        String version,
        @Nullable S instance,
        Optional<ProviderException> failure) {
    Installed {
        Objects.requireNonNull(name, "name");
        if ((instance == null) != failure.isPresent()) {
            throw new IllegalArgumentException("plugin " + name + " must have either an instance or a failure");
        }
    }

    S usable() {
        if (instance == null) {
            throw failure.orElseThrow();
        }
        return instance;
    }

    Installed<S> failing(ProviderException why) {
        return new Installed<>(name, location, version, null, Optional.of(why));
    }
}
