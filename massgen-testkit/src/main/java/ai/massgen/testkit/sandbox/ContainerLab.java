package ai.massgen.testkit.sandbox;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SandboxProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sandbox under test with the real engine behind it. The engine is also asked directly, over another connection than the
 * sandbox's: what it says has not passed the code under test. Implementations make sure that nothing is left after a test.
 */
public interface ContainerLab {
    /** The image that tests use, from {@code scripts/images}. */
    String BUSYBOX = "massgen/busybox:latest";

    /** Long enough for anything that takes a moment. */
    Duration SOON = Duration.ofSeconds(60);

    /**
     * What the engine itself says of a container.
     *
     * @param running whether it runs
     * @param labels its labels
     * @param offersNothing whether it has no published port, no check of its health and no log
     */
    record Account(boolean running, Map<String, String> labels, boolean offersNothing) {
        /** Copies the map. */
        public Account {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * The sandbox under test.
     *
     * @return an open one
     */
    Sandbox sandbox();

    /**
     * An image that the engine has; the test is skipped if it has not.
     *
     * @param reference its name
     * @return its id
     * @throws InterruptedException if the thread is interrupted
     */
    ImageId image(String reference) throws InterruptedException;

    /**
     * What all names of containers of this test class begin with.
     *
     * @return a prefix that no other class has
     */
    String prefix();

    /**
     * A name for one more container.
     *
     * @return a name that no other container has
     */
    String name();

    /**
     * Asks the engine about a container.
     *
     * @param id its id
     * @return what it says; empty if there is no such container
     * @throws IOException if it does not answer
     * @throws InterruptedException if the thread is interrupted
     */
    Optional<Account> account(String id) throws IOException, InterruptedException;

    /**
     * Creates a container past the sandbox, without starting it.
     *
     * @param name its name, after the prefix
     * @param reference its image
     * @param labels its labels
     * @return its id
     * @throws IOException if the engine does not answer
     * @throws InterruptedException if the thread is interrupted
     */
    String create(String name, String reference, Map<String, String> labels) throws IOException, InterruptedException;

    /**
     * Makes an image of busybox, which is removed after the class.
     *
     * @param tag a word that tells it from others
     * @param instructions of a Dockerfile, such as {@code USER 5}
     * @return the reference
     * @throws IOException if it cannot be made
     * @throws InterruptedException if the thread is interrupted
     */
    String derived(String tag, String... instructions) throws IOException, InterruptedException;

    /**
     * Makes an image of busybox with a copy of its program that runs as its owner, who is root.
     *
     * @param tag a word that tells it from others
     * @param path where the program is
     * @return the reference
     * @throws IOException if it cannot be made
     * @throws InterruptedException if the thread is interrupted
     */
    String setUserId(String tag, String path) throws IOException, InterruptedException;

    /**
     * Makes an image of nothing but busybox's program, without a shell.
     *
     * @param tag a word that tells it from others
     * @param path where the program is
     * @return the reference
     * @throws IOException if it cannot be made
     * @throws InterruptedException if the thread is interrupted
     */
    String only(String tag, String path) throws IOException, InterruptedException;

    /**
     * A busybox container with a name of its own.
     *
     * @param command what runs
     * @return a builder
     * @throws InterruptedException if the thread is interrupted
     */
    default ProcessSpec.Builder spec(String... command) throws InterruptedException {
        return ProcessSpec.builder(name())
                .image(image(BUSYBOX))
                .command(List.of(command))
                .labels(Map.of(SandboxLabels.OWNER, "test", SandboxLabels.RUN, prefix()));
    }

    /**
     * A busybox container that runs a line of shell.
     *
     * @param script the line
     * @return a builder
     * @throws InterruptedException if the thread is interrupted
     */
    default ProcessSpec.Builder shell(String script) throws InterruptedException {
        return spec("/bin/sh", "-c", script);
    }

    /**
     * Starts a container whose standard error nobody reads.
     *
     * @param spec the container
     * @return the running container
     * @throws InterruptedException if the thread is interrupted
     */
    default SandboxProcess start(ProcessSpec.Builder spec) throws InterruptedException {
        return sandbox().start(spec.build(), bytes -> {});
    }

    /**
     * Runs a container to its end, without input.
     *
     * @param spec the container
     * @return what came of it
     * @throws IOException if its output cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    default Ran run(ProcessSpec.Builder spec) throws IOException, InterruptedException {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        try (SandboxProcess process = sandbox().start(spec.build(), stderr::writeBytes)) {
            process.stdin().close();
            String out = new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(
                    out,
                    stderr.toString(StandardCharsets.UTF_8),
                    process.awaitExit(SOON).orElseThrow(),
                    process.evidence());
        }
    }

    /**
     * Reads one line of a container's output.
     *
     * @param process the container
     * @return the line without its end
     * @throws IOException if the output ends before
     */
    static String line(SandboxProcess process) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = process.stdout().read();
                next != '\n';
                next = process.stdout().read()) {
            if (next < 0) {
                throw new IOException("the output ended after '" + line.toString(StandardCharsets.UTF_8) + "'");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
