package ai.massgen.core.provider;

import ai.massgen.api.Spi;
import ai.massgen.core.config.Nearest;
import ai.massgen.core.provider.ProviderException.Kind;
import ai.massgen.core.text.Visible;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All implementations of one service, created once. One that is broken never hides the others. Immutable.
 *
 * @param kind what they are
 * @param installed the implementations by name
 * @param <S> the service
 */
record Catalog<S>(PluginKind kind, List<Installed<S>> installed) {
    private static final int LONGEST = 400;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    /**
     * Creates what was found.
     *
     * @param check asks an implementation for all that listings show, and throws if that makes no sense
     */
    static <S> Catalog<S> of(
            PluginKind kind,
            List<Candidate<S>> candidates,
            Function<S, String> name,
            ToIntFunction<S> level,
            Consumer<S> check) {
        List<Installed<S>> all = candidates.stream()
                .map(each -> install(kind, each, name, level, check))
                .sorted(Comparator.comparing((Installed<S> each) -> each.name()).thenComparing(Installed::location))
                .toList();
        return new Catalog<>(kind, duplicatesFailing(kind, all));
    }

    private static <S> Installed<S> install(
            PluginKind kind,
            Candidate<S> candidate,
            Function<S, String> name,
            ToIntFunction<S> level,
            Consumer<S> check) {
        String called = candidate.className();
        try {
            S instance = candidate.create().get();
            called = validName(candidate, name.apply(instance));
            int compiledAgainst = level.applyAsInt(instance);
            Installed<S> found =
                    new Installed<>(called, candidate.location(), candidate.version(), instance, Optional.empty());
            if (compiledAgainst < Spi.OLDEST || compiledAgainst > Spi.LEVEL) {
                return found.failing(incompatible(kind, found, compiledAgainst));
            }
            check.accept(instance);
            return found;
        } catch (Exception | LinkageError | ServiceConfigurationError | AssertionError | StackOverflowError e) {
            ProviderException failure = broken(kind, called, candidate.location(), e);
            return new Installed<>(called, candidate.location(), candidate.version(), null, Optional.of(failure));
        }
    }

    private static String validName(Candidate<?> candidate, String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("class " + candidate.className() + " has the name '" + name
                    + "', which is not of the form [a-z][a-z0-9-]*");
        }
        return name;
    }

    private static ProviderException broken(PluginKind kind, String name, String location, Throwable cause) {
        return new ProviderException(
                Kind.BROKEN,
                kind.word() + " " + name + " in " + location + " cannot be used: "
                        + Visible.line(reason(cause), LONGEST)
                        + "; update or remove this jar, or add the library that it misses",
                cause);
    }

    /** ServiceLoader says what it tried, and its cause why that failed. */
    private static String reason(Throwable cause) {
        if (!(cause instanceof ServiceConfigurationError)) {
            return cause.toString();
        }
        String tried = String.valueOf(cause.getMessage()).replaceFirst("^[\\w.]+: ", "");
        return cause.getCause() == null ? tried : tried + ": " + cause.getCause();
    }

    private static ProviderException incompatible(PluginKind kind, Installed<?> plugin, int level) {
        String advice = level > Spi.LEVEL
                ? "update massgen-api and massgen-core, or use an older version of the plugin"
                : "update the plugin";
        return new ProviderException(
                Kind.INCOMPATIBLE,
                kind.word() + " " + plugin.name() + " in " + plugin.location() + " was made for SPI level " + level
                        + ", and this MassGen speaks levels " + Spi.OLDEST + " to " + Spi.LEVEL + "; " + advice,
                null);
    }

    /** Only plugins whose name could be asked can have the same name. */
    private static <S> List<Installed<S>> duplicatesFailing(PluginKind kind, List<Installed<S>> all) {
        Map<String, List<Installed<S>>> named = all.stream()
                .filter(each -> NAME.matcher(each.name()).matches())
                .collect(Collectors.groupingBy(Installed::name));
        return all.stream()
                .map(each -> {
                    List<Installed<S>> same = named.getOrDefault(each.name(), List.of(each));
                    return same.size() == 1 ? each : each.failing(duplicate(kind, same));
                })
                .toList();
    }

    private static <S> ProviderException duplicate(PluginKind kind, List<Installed<S>> same) {
        String locations = same.stream().map(Installed::location).collect(Collectors.joining(" and "));
        return new ProviderException(
                Kind.DUPLICATE,
                kind.word() + " " + same.get(0).name() + " is there " + same.size() + " times: " + locations
                        + "; keep one of them on the class path",
                null);
    }

    S named(String name) {
        return installed.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name))
                .usable();
    }

    List<String> usableNames() {
        return installed.stream()
                .filter(each -> each.failure().isEmpty())
                .map(Installed::name)
                .toList();
    }

    private ProviderException unknown(String name) {
        String shown = name.length() > 64 || !name.matches("\\p{Graph}+") ? "of this name" : "'" + name + "'";
        List<String> usable = usableNames();
        Optional<String> near = Nearest.to(name, usable).or(() -> Nearest.to(name, KnownArtifact.names(kind)));
        String meant = near.filter(each -> !each.equals(name))
                .map(each -> "; did you mean " + each + "?")
                .orElse("");
        String known = usable.isEmpty() ? "none is installed" : "installed: " + String.join(", ", usable);
        String add = near.filter(each -> !usable.contains(each))
                .flatMap(each -> KnownArtifact.of(kind, each))
                .map(each -> "; add the artifact " + each)
                .orElse("");
        return new ProviderException(
                Kind.UNKNOWN,
                "there is no " + kind.word() + " " + shown + meant + " (" + known + ")" + add + brokenOnes(),
                null);
    }

    /** The one that is missing may be one whose name could not be asked. */
    private String brokenOnes() {
        List<String> broken = installed.stream()
                .filter(each ->
                        each.failure().filter(e -> e.kind() == Kind.BROKEN).isPresent())
                .map(each -> each.failure().orElseThrow().getMessage())
                .toList();
        return broken.isEmpty() ? "" : "; not loaded: " + String.join("; ", broken);
    }
}
