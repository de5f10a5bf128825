package ai.massgen.cli;

import ai.massgen.api.MassGenException;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.core.Installation.BackendInfo;
import ai.massgen.core.Installation.SandboxInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists plugins, and remembers whether one was broken. */
final class Listing {
    private final Terminal terminal;
    private final Prose prose;
    private boolean broken;

    Listing(Terminal terminal) {
        this.terminal = terminal;
        this.prose = Prose.on(terminal);
    }

    void plugin(String name, String version, String location, Optional<MassGenException> failure, String about) {
        if (failure.isPresent()) {
            broken = true;
            prose.write(name + "  BROKEN: " + failure.get().getMessage() + " ["
                    + failure.get().code() + "]");
        } else {
            prose.write(name + "  " + about);
            prose.write("    version " + version + ", " + location);
        }
    }

    /** The variables that hold keys; never what they hold. */
    String keys(BackendInfo backend) {
        if (backend.secretNames().isEmpty()) {
            return backend.simulated() ? "simulated, needs no key" : "needs no key";
        }
        Map<Boolean, List<String>> present = backend.secretNames().stream()
                .collect(Collectors.partitioningBy(
                        name -> !terminal.variable(name).isBlank()));
        return Stream.of(named("keys present", present.get(true)), named("keys absent", present.get(false)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }

    private static Optional<String> named(String heading, @Nullable List<String> names) {
        return Optional.ofNullable(names)
                .filter(each -> !each.isEmpty())
                .map(each -> heading + ": " + String.join(", ", each));
    }

    static String capabilities(SandboxInfo sandbox) {
        String can = sandbox.capabilities().stream()
                .sorted(Comparator.naturalOrder())
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
        return sandbox.capabilities().contains(SandboxCapability.ISOLATION)
                ? can
                : "NO ISOLATION" + (can.isEmpty() ? "" : "; " + can);
    }

    /** A plugin that cannot be used is a wrong installation. */
    int exitCode() {
        return (broken ? ExitCode.USAGE : ExitCode.OK).code();
    }
}
