package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class BrokenPluginTest {
    @TempDir
    Path folder;

    @BeforeEach
    void install() throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve("ai.massgen.api.backend.Backend"), "com.example.Missing\n");
    }

    @Test
    void oneBrokenPluginIsToldAndHidesNoOther() throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, "backends")) {
            String listing = String.join("\n", child.rest());

            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(listing).contains("BROKEN", "com.example.Missing", "[provider.broken]", "scripted  simulated");
        }
    }

    @Test
    void theDoctorSeesIt() throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, "doctor")) {
            String report = String.join("\n", child.rest());

            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(report).contains("BROKEN", "com.example.Missing", "Sandbox host");
        }
    }
}
