package ai.massgen.core.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.Mount.Access;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.testkit.hostile.Row;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountRulesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path temporary;

    private Path data = Path.of("");
    private Path home = Path.of("");
    private Path runs = Path.of("");
    private Path empty = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        Path real = temporary.toRealPath();
        data = Files.createDirectories(real.resolve("data"));
        home = Files.createDirectories(real.resolve("homes/ada"));
        runs = Files.createDirectories(data.resolve("project/.massgen"));
        empty = Files.createDirectories(runs.resolve("runs/r1/empty"));
        Files.createDirectories(data.resolve("app"));
        Files.createDirectories(data.resolve("app-secret"));
    }

    private MountRules rules(Path... roots) {
        return new MountRules(
                data, List.of(roots), runs, empty, home, Map.of("DOCKER_HOST", "unix://" + data + "/engine/d.sock"));
    }

    private static MountRules everywhere(Path base, Path home) {
        return new MountRules(base, List.of(Path.of("/")), base.resolve("none"), base, home, Map.of());
    }

    private void assertRefused(MountRules rules, Path source, String reason) {
        assertThatThrownBy(() -> rules.check(source, "/x", Access.READ_ONLY))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.kind()).isEqualTo(SandboxException.Kind.REFUSED))
                .hasMessageContaining("is not mounted")
                .hasMessageContaining(reason);
    }

    @Test
    void aFolderBelowARootIsAllowedWithItsRealPath() throws IOException {
        Path link = Files.createSymbolicLink(data.resolve("link"), data.resolve("app"));
        assertThat(rules(data).check(link, "/app", Access.READ_WRITE).mounts())
                .containsExactly(new Mount(data.resolve("app"), "/app", Access.READ_WRITE));
    }

    @Test
    void aRelativePathIsRelativeToTheConfiguration() {
        assertThat(rules(data)
                        .check(Path.of("app/../app//."), "/app", Access.READ_ONLY)
                        .mount()
                        .source())
                .isEqualTo(data.resolve("app"));
    }

    @Test
    void aFileMayBeMountedToo() throws IOException {
        Path file = Files.writeString(data.resolve("app/readme"), "x");
        assertThat(rules(data).check(file, "/readme", Access.READ_ONLY).mount().source())
                .isEqualTo(file);
    }

    // C7
    @Test
    @Row("C7")
    void aNameThatBeginsLikeARootIsNotBelowIt() {
        assertRefused(rules(data.resolve("app")), data.resolve("app-secret"), "below none of the allowed folders");
    }

    // C8
    @Test
    @Row("C8")
    void dotsThatLeadOutOfTheRootAreResolvedFirst() {
        assertRefused(rules(data.resolve("app")), Path.of("app/../app-secret"), "below none of the allowed folders");
    }

    // C8
    @ParameterizedTest
    @ValueSource(strings = {"", "~/x", "~", "app.", "app/…", "ａpp", "missing"})
    @Row("C8")
    void pathsThatNameNothingAreRefused(String source) {
        assertThatThrownBy(() -> rules(data).check(Path.of(source), "/x", Access.READ_ONLY))
                .isInstanceOf(SandboxException.class);
    }

    // C10
    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a,readonly=false", "a\nb", "a\u001b[2J"})
    @Row("C10")
    void pathsThatLookLikeOptionsAreRefused(String name) throws IOException {
        Path source = Files.createDirectory(data.resolve(name));
        assertRefused(rules(data), source, "colon, comma or control character");
    }

    // C10
    @ParameterizedTest
    @ValueSource(strings = {"x", "/a:b", "/a,b", "/a/../b", "/", "/a/"})
    @Row("C10")
    void targetsThatAreNotPlainAreRefused(String target) {
        assertThatThrownBy(() -> rules(data).check(data.resolve("app"), target, Access.READ_ONLY))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("mount target");
    }

    // C3, B13
    @Test
    @Row("C3")
    void aLinkOutOfTheRootIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(data.resolve("innocent"), Path.of("/etc"));
        assertRefused(rules(data), link, "'/etc', which lies below none");
        assertRefused(everywhere(data, home), link, "it is sensitive");
    }

    // C9, B13
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/proc",
                "/proc/self",
                "/sys",
                "/sys/kernel",
                "/dev",
                "/dev/shm",
                "/etc",
                "/etc/ssl",
                "/run",
                "/var/run",
                "/var"
            })
    void placesOfTheSystemAreRefusedWhateverTheRoots(String source) {
        assertThatThrownBy(() -> everywhere(data, home).check(Path.of(source), "/x", Access.READ_ONLY))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("is not mounted");
    }

    // C9
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                ".ssh",
                ".ssh/keys",
                ".aws",
                ".docker",
                ".gnupg",
                ".kube",
                ".config",
                ".config/gcloud",
                ".m2",
                ".m2/settings.xml",
                ".netrc"
            })
    void homeAndItsCredentialsAreRefused(String inHome) throws IOException {
        Path source = home.resolve(inHome);
        if (inHome.contains(".xml") || inHome.equals(".netrc")) {
            Files.createDirectories(source.getParent());
            Files.writeString(source, "x");
        } else {
            Files.createDirectories(source);
        }
        assertThatThrownBy(() -> everywhere(data, home).check(source, "/x", Access.READ_ONLY))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("is not mounted");
    }

    @Test
    void anOrdinaryFolderInHomeIsAllowed() throws IOException {
        Path source = Files.createDirectories(home.resolve("projects/.m2-notes"));
        assertThat(everywhere(data, home)
                        .check(source, "/x", Access.READ_ONLY)
                        .mount()
                        .source())
                .isEqualTo(source);
    }

    @Test
    @Row("C9")
    void credentialsOfOtherUsersAreRefusedByName() throws IOException {
        assertRefused(everywhere(data, home), Files.createDirectories(data.resolve("bob/.ssh/x")), "'.ssh'");
    }

    @Test
    void theFolderOfTemporaryFilesIsRefused() {
        Path elsewhere = Path.of("/nowhere/home");
        assertRefused(everywhere(data, elsewhere), Path.of(System.getProperty("java.io.tmpdir")), "temporary files");
    }

    // B13
    @Test
    @Row("B13")
    void theEngineSocketIsRefusedDirectlyByItsParentAndThroughALink() throws IOException {
        Path folder = Files.createDirectories(data.resolve("engine"));
        Path socket = Files.writeString(folder.resolve("d.sock"), "stands for a socket");
        Path link = Files.createSymbolicLink(data.resolve("link"), socket);
        assertRefused(rules(data), socket, "sensitive");
        assertRefused(rules(data), link, "sensitive");
        assertRefused(rules(data), folder, "it contains");
        assertRefused(rules(data), data, "it contains");
    }

    // B13
    @Test
    @Row("B13")
    void anySocketBelowAFolderIsFound() throws IOException {
        Path folder = Files.createDirectories(data.resolve("a/b"));
        // A socket's path may have about 100 bytes, so it is bound by a short name and moved.
        Path bound = Files.createTempDirectory("s").resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            assertThat(server.bind(UnixDomainSocketAddress.of(bound)).isOpen()).isTrue();
            Path socket = Files.move(bound, folder.resolve("any"));
            assertRefused(rules(data), data.resolve("a"), "socket or device '" + socket + "'");
            assertRefused(rules(data), socket, "neither a folder nor a file");
        }
    }

    @Test
    void theRunsAreHiddenInAMountThatContainsThem() {
        assertThat(rules(data)
                        .check(data.resolve("project"), "/project", Access.READ_WRITE)
                        .mounts())
                .containsExactly(
                        new Mount(data.resolve("project"), "/project", Access.READ_WRITE),
                        new Mount(empty, "/project/.massgen", Access.READ_ONLY));
    }

    @Test
    void theRunsThemselvesAreRefused() {
        assertRefused(rules(data), runs, "runs are kept there");
        assertRefused(rules(data), runs.resolve("runs/r1"), "runs are kept there");
    }

    // CVE-2025-53109 in another guise: the source is swapped between the check and the start
    @Test
    @Row("X9")
    void aSourceThatWasReplacedSinceTheCheckIsNoticed() throws IOException {
        Path source = data.resolve("app");
        MountRules.Checked checked = rules(data).check(source, "/x", Access.READ_ONLY);
        checked.verify();
        Files.move(source, data.resolve("moved"));
        assertThatThrownBy(checked::verify).isInstanceOf(SandboxException.class).hasMessageContaining("has gone");
        Files.createSymbolicLink(source, data.resolve("app-secret"));
        assertThatThrownBy(checked::verify).isInstanceOf(SandboxException.class).hasMessageContaining("was replaced");
        Files.delete(source);
        Files.createDirectory(source);
        assertThatThrownBy(checked::verify).isInstanceOf(SandboxException.class).hasMessageContaining("was replaced");
    }
}
