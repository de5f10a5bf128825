package ai.massgen.sandbox.host;

import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A sandbox of plain processes with a context that remembers what it was told. */
final class TestHost implements SandboxContext, AutoCloseable {
    static final String PATH = "/usr/bin:/bin";

    private final Path folder;
    final Sandbox sandbox;
    final List<String> warnings = new CopyOnWriteArrayList<>();

    TestHost(Path folder) {
        this.folder = folder;
        this.sandbox = new HostSandbox().open(new HostConfig(Optional.empty()), this);
    }

    static ProcessSpec.Builder spec(String... command) {
        return ProcessSpec.builder("test").command(List.of(command));
    }

    static ProcessSpec.Builder shell(String script) {
        return spec("sh", "-c", script);
    }

    SandboxProcess start(ProcessSpec.Builder spec) throws InterruptedException {
        return sandbox.start(spec.build(), bytes -> {});
    }

    static String read(SandboxProcess process) throws IOException {
        return new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
    }

    static String line(SandboxProcess process) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = process.stdout().read();
                next != '\n';
                next = process.stdout().read()) {
            if (next < 0) {
                throw new IOException("the output ended after '" + line + "'");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    List<Path> scratchFolders() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public Path privateDirectory() {
        return folder;
    }

    @Override
    public Optional<String> environment(String name) {
        return name.equals("PATH") ? Optional.of(PATH) : Optional.empty();
    }

    @Override
    public void warn(String message) {
        warnings.add(message);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
