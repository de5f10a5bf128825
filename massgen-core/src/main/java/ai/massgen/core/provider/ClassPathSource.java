package ai.massgen.core.provider;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.sandbox.ToolSandbox;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * Asks {@link ServiceLoader}. A service file that cannot be read or that names a class which cannot be loaded becomes a
 * candidate that fails, and the search goes on behind it.
 */
final class ClassPathSource implements ProviderSource {
    private static final String UNKNOWN = "unknown";
    private static final int MOST_FAILURES = 100;

    private final ClassLoader loader;

    ClassPathSource(ClassLoader loader) {
        this.loader = Objects.requireNonNull(loader, "loader");
    }

    @Override
    public List<Candidate<Backend<?>>> backends() {
        return find(Backend.class, each -> each);
    }

    @Override
    public List<Candidate<ToolSandbox<?>>> sandboxes() {
        return find(ToolSandbox.class, each -> each);
    }

    /** A class literal cannot say {@code Backend<?>}; the function does. */
    private <R, S> List<Candidate<S>> find(Class<R> service, Function<R, S> wide) {
        List<Candidate<S>> found = new ArrayList<>();
        Iterator<ServiceLoader.Provider<R>> providers =
                ServiceLoader.load(service, loader).stream().iterator();
        int failures = 0;
        while (failures < MOST_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                found.add(candidate(providers.next(), wide));
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                found.add(failed(service, e));
            }
        }
        return found;
    }

    private static <R, S> Candidate<S> candidate(ServiceLoader.Provider<R> provider, Function<R, S> wide) {
        Class<? extends R> type = provider.type();
        return new Candidate<>(type.getName(), location(type), version(type), () -> wide.apply(provider.get()));
    }

    private static <S> Candidate<S> failed(Class<?> service, Error error) {
        return new Candidate<>(service.getName(), UNKNOWN, UNKNOWN, () -> {
            throw error;
        });
    }

    static String location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return UNKNOWN;
        }
        try {
            return Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return source.getLocation().toString();
        }
    }

    static String version(Class<?> type) {
        Package home = type.getPackage();
        String version = home == null ? null : home.getImplementationVersion();
        return version == null ? UNKNOWN : version;
    }
}
