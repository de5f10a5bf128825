package ai.massgen.sandbox.podman;

import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.Mount.Access;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.testkit.hostile.Observed;
import ai.massgen.testkit.hostile.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a mount's source while a container is made, played by a scripted service. */
@Tag("hostile")
@Timeout(120)
class SwappedSourceTest {
    @TempDir
    Path folder;

    @BeforeEach
    void resolveTheFolder() throws IOException {
        folder = folder.toRealPath();
    }

    @Test
    @Row("X9")
    void aSourceThatIsSwappedForALinkDuringTheStartIsNotMounted(@TempDir Path engineFolder, Observed observed)
            throws Exception {
        Path source = Files.createDirectory(folder.resolve("source"));
        try (ScriptedService engine = new ScriptedService(engineFolder)) {
            engine.tampering(inspect -> {
                swap(source);
                inspect.putArray("Mounts")
                        .addObject()
                        .put("Type", "bind")
                        .put("Source", source.toString())
                        .put("Destination", "/data")
                        .put("RW", false)
                        .put("Propagation", "rprivate");
            });
            try (Sandbox sandbox = engine.open(engineFolder)) {
                ProcessSpec spec = ScriptedService.spec()
                        .mounts(List.of(new Mount(source, "/data", Access.READ_ONLY)))
                        .build();
                assertRefused(Kind.REFUSED, () -> sandbox.start(spec, bytes -> {}))
                        .hasMessageContaining("is or contains a link to /etc");
            }
            assertThat(engine.requests()).doesNotContain("POST init", "POST start");
            assertThat(engine.containers()).isEmpty();
            observed.that("created, looked at again, removed, never started");
        }
    }

    private static void swap(Path source) {
        try {
            Files.delete(source);
            Files.createSymbolicLink(source, Path.of("/etc"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
