package ai.massgen.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration files on disk. */
class LoadingTest {
    private final ConfigReader reader = new ConfigReader(TestPlugins.STANDARD, Map.of());
    private Path file = Path.of("");

    @BeforeEach
    void place(@TempDir Path folder) {
        file = folder.resolve("massgen.yaml");
    }

    private String problem() {
        try {
            reader.load(file);
            return "none";
        } catch (ConfigException e) {
            assertThat(e.problems()).hasSize(1);
            return e.problems().get(0).toString().replace(file.toString(), "FILE");
        }
    }

    @Test
    void relativePathsAreRelativeToTheFileAndNotToTheWorkingDirectory() throws IOException {
        Files.writeString(file, Yaml.LEAST + "workspace: {directory: runs}\n");
        LoadedConfig loaded = reader.load(file);
        assertThat(loaded.baseDirectory()).isEqualTo(file.getParent());
        assertThat(loaded.config().workspace().directory()).isEqualTo(Path.of("runs"));
        assertThat(new ConfigReader(TestPlugins.STANDARD, Map.of())
                        .read("x", Yaml.LEAST, Path.of("a/../b"))
                        .baseDirectory())
                .isEqualTo(Path.of("b").toAbsolutePath());
    }

    @Test
    void aFileThatIsNotThereIsSaidSo() {
        assertThat(problem()).isEqualTo("FILE: does not exist; give the path of a YAML file");
    }

    @Test
    void aFolderIsNoFile() throws IOException {
        Files.createDirectory(file);
        assertThat(problem()).isEqualTo("FILE: is not a file; give the path of a YAML file");
    }

    @Test
    void whatIsNotUtf8IsSaidSo() throws IOException {
        Files.write(file, "version: 1 # caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problem()).isEqualTo("FILE: is not UTF-8 text; give the path of a YAML file");
        Files.write(file, Yaml.LEAST.getBytes(StandardCharsets.UTF_16));
        assertThat(problem()).contains("is not UTF-8 text");
    }

    @Test
    void aByteOrderMarkIsAllowed() throws IOException {
        Files.writeString(file, "\uFEFF" + Yaml.LEAST);
        assertThat(problem()).isEqualTo("none");
    }

    @Test
    void noMoreOfAHugeFileIsReadThanItMayHave() throws IOException {
        Files.write(file, new byte[(4 << 20) + 1]);
        assertThat(problem()).startsWith("FILE: is larger than 4MiB");
    }

    @Test
    void aFileThatMayNotBeReadIsSaidSo() throws IOException {
        Files.writeString(file, Yaml.LEAST);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "root reads everything");
        assertThat(problem()).startsWith("FILE: may not be read by you");
    }

    @Test
    void anEndlessDeviceIsNoFile() {
        assertThatThrownBy(() -> ConfigFiles.read(Path.of("/dev/zero"))).hasMessage("is not a file");
    }

    @Test
    void laterProblemsHaveTheirPlaceAndUnwrittenValuesThatOfTheirSurroundings() {
        LoadedConfig loaded = Yaml.load(Yaml.LEAST + "limits:\n  run: 5m\n", Map.of());
        assertThat(loaded.written(ConfigPath.of("limits", "run"))).isTrue();
        assertThat(loaded.written(ConfigPath.of("limits", "call"))).isFalse();
        assertThat(loaded.problem(ConfigPath.of("limits", "run"), "m", Optional.of("s")))
                .hasToString("c.yaml:6:8 limits.run: m; s");
        assertThat(loaded.problem(ConfigPath.of("limits", "call"), "m", Optional.empty()))
                .hasToString("c.yaml:5:1 limits.call: m");
        assertThat(loaded.problem(ConfigPath.of("workspace", "directory"), "m", Optional.empty()))
                .hasToString("c.yaml:1:1 workspace.directory: m");
        assertThat(loaded.problem(ConfigPath.of("agents").index(7).key("id"), "m", Optional.empty()))
                .hasToString("c.yaml:2:1 agents[7].id: m");
    }
}
