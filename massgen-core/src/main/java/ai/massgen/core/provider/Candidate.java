package ai.massgen.core.provider;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * An implementation of a service that was found and not yet created.
 *
 * @param className the class that the service file names, or what else identifies it
 * @param location the jar or folder it comes from
 * @param version its version; {@code unknown} if its jar does not say
 * @param create creates it; throws whatever is wrong with it
 * @param <S> the service
 */
public record Candidate<S>(String className, String location, String version, Supplier<? extends S> create) {
    /** Checks for null. */
    public Candidate {
        Objects.requireNonNull(className, "className");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(create, "create");
    }

    /**
     * Makes a candidate of an instance that already exists.
     *
     * @param instance the instance
     * @param <S> the service
     * @return a candidate that is located where the instance's class is
     */
    public static <S> Candidate<S> of(S instance) {
        Class<?> type = instance.getClass();
        return new Candidate<>(type.getName(), Locations.of(type), ClassPathSource.version(type), () -> instance);
    }
}
