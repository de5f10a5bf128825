package ai.massgen.sandbox.host;

import ai.massgen.api.sandbox.Control;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts a plain child process, and refuses whatever it cannot give. */
final class Launch {
    private Launch() {}

    static HostProcess run(ProcessSpec spec, String path, SandboxContext context, HostProcess.Ears ears) {
        requirePossible(spec);
        Path scratch = scratch(spec, context);
        try {
            Path folder = spec.workingDirectory().map(Path::of).orElse(scratch);
            ProcessBuilder builder = new ProcessBuilder(Family.inOwnSession(command(spec, path, folder)));
            builder.directory(folder.toFile());
            environment(builder.environment(), spec, path);
            return new HostProcess(spec, builder.start(), scratch, ears);
        } catch (IOException e) {
            deleteQuietly(scratch, context);
            throw failed(
                    spec, "not in " + spec.workingDirectory().orElse("a folder of its own") + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            deleteQuietly(scratch, context);
            throw e;
        }
    }

    private static void environment(Map<String, String> environment, ProcessSpec spec, String path) {
        environment.clear();
        environment.put("PATH", path);
        spec.environment().forEach((name, value) -> put(environment, spec, name, value));
        spec.secrets().forEach((name, secret) -> put(environment, spec, name, secret.reveal()));
    }

    /** The JVM would say so, too, with the value in its message. */
    private static void put(Map<String, String> environment, ProcessSpec spec, String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw refused(spec, "the value of '" + name + "' contains a NUL character, which no variable can hold");
        }
        environment.put(name, value);
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
    private static List<String> command(ProcessSpec spec, String path, Path folder) {
        List<String> command = new ArrayList<>(spec.command());
        String program = command.get(0);
        Stream<Path> candidates = program.indexOf('/') >= 0
                ? Stream.of(folder.resolve(program))
                : Arrays.stream(path.split(":"))
                        .filter(each -> each.startsWith("/"))
                        .map(each -> Path.of(each, program));
        Path found = candidates
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> failed(
                        spec,
                        program.indexOf('/') >= 0 ? "there is no such program" : "there is none in " + path,
                        null));
        command.set(0, found.toString());
        return command;
    }

    private static Path scratch(ProcessSpec spec, SandboxContext context) {
        try {
            return Files.createTempDirectory(context.privateDirectory(), "process");
        } catch (IOException e) {
            throw failed(spec, "no folder can be made for it to start in", e);
        }
    }

    private static void deleteQuietly(Path scratch, SandboxContext context) {
        try {
            Files.deleteIfExists(scratch);
        } catch (IOException e) {
            context.warn("folder " + scratch + " can't be deleted");
        }
    }

    private static SandboxException refused(ProcessSpec spec, String why) {
        return new SandboxException(Kind.REFUSED, "process " + spec.name() + ": " + why);
    }

    private static SandboxException failed(ProcessSpec spec, String why, @Nullable IOException cause) {
        return new SandboxException(
                Kind.START_FAILED,
                "process " + spec.name() + ": program '" + spec.command().get(0) + "' can't be started: " + why
                        + "; check the tool's command and working directory",
                cause);
    }
}
