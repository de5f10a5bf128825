package ai.massgen.sandbox.host;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Starts a plain child process, and refuses whatever it cannot give. */
final class Launch {
    private Launch() {}

    static HostProcess run(
            ProcessSpec spec,
            String path,
            SandboxContext context,
            Consumer<? super byte[]> stderr,
            Consumer<HostProcess> gone) {
        requirePossible(spec);
        List<String> command = command(spec, path);
        Path scratch = scratch(spec, context);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(spec.workingDirectory().map(Path::of).orElse(scratch).toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", path);
        environment.putAll(spec.environment());
        spec.secrets().forEach((name, secret) -> environment.put(name, secret.reveal()));
        try {
            return new HostProcess(spec.name(), builder.start(), scratch, evidence(), stderr, gone);
        } catch (IOException e) {
            deleteQuietly(scratch, context);
            throw new SandboxException(
                    Kind.START_FAILED,
                    "process " + spec.name() + ": program '" + spec.command().get(0) + "' can't be started in "
                            + builder.directory() + "; check the tool's command and working directory",
                    e);
        }
    }

    private static void requirePossible(ProcessSpec spec) {
        if (spec.image().isPresent()) {
            throw refused(spec, "a plain process has no image");
        }
        if (spec.command().isEmpty()) {
            throw refused(spec, "a plain process needs a command");
        }
        for (Mount mount : spec.mounts()) {
            if (!mount.source().toString().equals(mount.target())) {
                throw refused(
                        spec,
                        mount.source() + " can't appear as " + mount.target() + "; a plain process sees it as it is");
            }
        }
        if (!spec.policy().demanded().isEmpty()) {
            throw new SandboxException(
                    Kind.NOT_ENFORCED,
                    "process " + spec.name() + ": a plain process can't enforce "
                            + spec.policy().demanded().stream()
                                    .map(Control::label)
                                    .sorted()
                                    .toList()
                            + "; choose a sandbox with isolation");
        }
    }

    /** The JVM would look the program up in its own PATH, not in the one that the process gets. */
    private static List<String> command(ProcessSpec spec, String path) {
        List<String> command = new ArrayList<>(spec.command());
        String program = command.get(0);
        if (program.indexOf('/') >= 0) {
            return command;
        }
        Path found = Arrays.stream(path.split(":"))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> new SandboxException(
                        Kind.START_FAILED, "process " + spec.name() + ": no program '" + program + "' in " + path));
        command.set(0, found.toString());
        return command;
    }

    private static Path scratch(ProcessSpec spec, SandboxContext context) {
        try {
            return Files.createTempDirectory(context.privateDirectory(), "process");
        } catch (IOException e) {
            throw new SandboxException(
                    Kind.START_FAILED, "process " + spec.name() + ": no folder can be made for it to start in", e);
        }
    }

    private static void deleteQuietly(Path scratch, SandboxContext context) {
        try {
            Files.deleteIfExists(scratch);
        } catch (IOException e) {
            context.warn("folder " + scratch + " can't be deleted");
        }
    }

    private static List<Evidence> evidence() {
        return Arrays.stream(Control.values())
                .map(control -> new Evidence(
                        control,
                        Evidence.Status.NOT_AVAILABLE,
                        Evidence.Source.RECORDED,
                        "as the policy says",
                        "isolation: none"))
                .toList();
    }

    private static SandboxException refused(ProcessSpec spec, String why) {
        return new SandboxException(Kind.REFUSED, "process " + spec.name() + ": " + why);
    }
}
