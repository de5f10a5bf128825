package ai.massgen.cli;

import ai.massgen.api.MassGenException;
import ai.massgen.core.Installation;
import ai.massgen.core.Installation.BackendInfo;
import ai.massgen.core.Installation.SandboxInfo;
import ai.massgen.core.MassGen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What {@code massgen doctor} says. */
final class Examination {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

    private final Context context;
    private final Installation installation;
    private final Prose prose;
    private boolean broken;

    Examination(Context context) {
        this.context = context;
        this.installation = context.installation();
        this.prose = Prose.on(context.terminal());
    }

    /** Returns the exit code: an engine that is not there is no fault, a broken plugin or configuration is one. */
    int report() throws InterruptedException {
        prose.write("MassGen   " + Version.number());
        prose.write("Java      " + Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("java.home"));
        Optional<Path> config = configuration();
        prose.write("");
        prose.write("Backends");
        for (BackendInfo backend : installation.backends()) {
            prose.write("  " + backend.name() + ": "
                    + failure(backend.failure()).orElseGet(() -> new Listing(context.terminal()).keys(backend)));
        }
        prose.write("");
        prose.write("Models on this machine");
        localModels().forEach(each -> prose.write("  " + each));
        for (SandboxInfo sandbox : installation.sandboxes()) {
            prose.write("");
            prose.write("Sandbox " + sandbox.name());
            sandbox(sandbox, config).forEach(each -> prose.write("  " + each));
        }
        return (broken ? ExitCode.USAGE : ExitCode.OK).code();
    }

    /** Says which configuration there is; the one whose settings the engines are asked with. */
    private Optional<Path> configuration() {
        Optional<Path> found = installation.config();
        if (found.isEmpty()) {
            prose.write("Config    none: " + context.places());
            return found;
        }
        String name = context.shown(found.get());
        try (MassGen massgen =
                context.builder().config(Path.of(name)).allowUnsandboxed(true).build()) {
            prose.write("Config    " + name + ", valid");
            massgen.warnings().forEach(warning -> prose.write("          " + warning));
            return found;
        } catch (MassGenException e) {
            broken = true;
            prose.write("Config    " + name + " cannot be used: " + e.getMessage());
            return Optional.empty();
        }
    }

    private List<String> localModels() throws InterruptedException {
        List<String> lines = installation.offers().localModels().stream()
                .map(each -> each.product() + " at " + each.address() + ", backend " + each.backend() + ": "
                        + (each.models().isEmpty() ? "no model" : String.join(", ", each.models())))
                .toList();
        return lines.isEmpty() ? List.of("none: no model server answers") : lines;
    }

    private List<String> sandbox(SandboxInfo sandbox, Optional<Path> config) throws InterruptedException {
        Optional<String> failure = failure(sandbox.failure());
        if (failure.isPresent()) {
            return List.of(failure.get());
        }
        try {
            return EngineLines.of(installation.probe(sandbox.name(), config, PROBE_LIMIT));
        } catch (MassGenException e) {
            return List.of("not available: " + e.getMessage() + " [" + e.code() + "]", "to get one: " + Remedy.of(e));
        }
    }

    private Optional<String> failure(Optional<MassGenException> failure) {
        broken |= failure.isPresent();
        return failure.map(e -> "BROKEN: " + e.getMessage());
    }
}
