package ai.massgen.core.provider;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.sandbox.ToolSandbox;
import ai.massgen.core.provider.ServiceFiles.Listed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks {@link ServiceLoader}. A service file that cannot be read or that names a class which cannot be loaded becomes a
 * candidate that fails, and the search goes on behind it.
 */
final class ClassPathSource implements ProviderSource {
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
        List<Error> failures = new ArrayList<>();
        Iterator<ServiceLoader.Provider<R>> providers =
                ServiceLoader.load(service, loader).stream().iterator();
        while (failures.size() < MOST_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                found.add(candidate(providers.next(), wide));
            } catch (ServiceConfigurationError | LinkageError e) {
                failures.add(e);
            }
        }
        List<Listed> listed = ServiceFiles.of(service, loader);
        Set<String> classes = found.stream().map(Candidate::className).collect(Collectors.toSet());
        List<Candidate<S>> all = new ArrayList<>(found);
        all.addAll(failed(service, failures, lost(listed, classes)));
        found.forEach(each -> all.addAll(again(each, listed)));
        return all;
    }

    private static <R, S> Candidate<S> candidate(ServiceLoader.Provider<R> provider, Function<R, S> wide) {
        Class<? extends R> type = provider.type();
        return new Candidate<>(type.getName(), Locations.of(type), version(type), () -> wide.apply(provider.get()));
    }

    /** What is listed and was not found, in the order in which ServiceLoader failed over it. */
    private static List<Listed> lost(List<Listed> listed, Set<String> found) {
        List<Listed> lost = new ArrayList<>();
        Set<String> seen = new HashSet<>(found);
        for (Listed each : listed) {
            boolean wholeFile = each.className().contains("/");
            if (wholeFile || seen.add(each.className())) {
                lost.add(each);
            }
        }
        return lost;
    }

    private static <S> List<Candidate<S>> failed(Class<?> service, List<Error> failures, List<Listed> lost) {
        Listed nobody = new Listed(service.getName(), Locations.UNKNOWN);
        boolean known = lost.size() == failures.size();
        List<Candidate<S>> failed = new ArrayList<>();
        for (int i = 0; i < failures.size(); i++) {
            Error failure = failures.get(i);
            Listed which = known ? lost.get(i) : nobody;
            failed.add(new Candidate<>(which.className(), which.location(), Locations.UNKNOWN, () -> {
                throw failure;
            }));
        }
        return failed;
    }

    /** A class that a second jar lists too is there twice, and which one runs would be chance. */
    private static <S> List<Candidate<S>> again(Candidate<S> found, List<Listed> listed) {
        return listed.stream()
                .filter(each -> each.className().equals(found.className()))
                .skip(1)
                .map(each -> new Candidate<S>(each.className(), each.location(), Locations.UNKNOWN, found.create()))
                .toList();
    }

    static String version(Class<?> type) {
        Package home = type.getPackage();
        String version = home == null ? null : home.getImplementationVersion();
        return version == null ? Locations.UNKNOWN : version;
    }
}
