package ai.massgen.sandbox.docker;

import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.Mount.Access;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.testkit.hostile.Row;
import ai.massgen.testkit.sandbox.Look;
import ai.massgen.testkit.sandbox.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a container sees of this machine: what it was given, as it was given, and nothing else. */
@Tag("engine")
@Timeout(120)
@ParameterizedClass
@EnumSource(Oci.class)
class MountsTest {
    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    @TempDir
    Path folder;

    private final Oci oci;

    MountsTest(Oci oci) throws IOException, InterruptedException {
        this.oci = oci;
        ENGINE.raw().requireRuntime(oci.runtime());
    }

    @BeforeEach
    void openTheFolderToEverybody() throws IOException {
        folder = folder.toRealPath();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private ProcessSpec.Builder spec(Mount... mounts) throws InterruptedException {
        return ENGINE.spec()
                .mounts(List.of(mounts))
                .policy(oci.policy().demanding(Control.MOUNTS).build());
    }

    private Look look(Map<String, String> questions, Mount... mounts) throws Exception {
        Look look = Look.at(ENGINE.sandbox(), spec(mounts), new TreeMap<>(questions));
        assertThat(Ran.statuses(look.evidence(), Control.MOUNTS, Evidence.Source.OBSERVED))
                .hasSize(oci == Oci.RUNC ? mounts.length + 1 : 0)
                .allMatch(status -> status == Evidence.Status.ENFORCED);
        return look;
    }

    @Test
    @Row({"C1", "C2"})
    void aReadOnlyFolderCanBeReadAndNotChanged() throws Exception {
        Files.writeString(folder.resolve("note"), "hello");
        Look look = look(
                Map.of(
                        "1-read", "cat /data/note",
                        "2-write", "echo x > /data/new; echo x > /data/note; rm /data/note; mkdir /data/d",
                        "3-remount", "mount -o remount,rw /data; mount -o remount,bind,rw /data"),
                new Mount(folder, "/data", Access.READ_ONLY));
        assertThat(look.answer("1-read")).isEqualTo("hello");
        assertThat(look.answer("2-write").lines())
                .hasSize(4)
                .allMatch(line -> line.contains("Read-only file system") || line.contains("Permission denied"));
        assertThat(look.answer("3-remount").lines())
                .isNotEmpty()
                .allMatch(line -> line.contains("permission denied")
                        || line.contains("not permitted")
                        || line.contains("must be superuser")
                        || line.contains("can't find"));
        assertThat(folder.resolve("note")).hasContent("hello");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void aWritableFolderKeepsWhatIsWritten() throws Exception {
        Look look = look(
                Map.of("write", "echo written > /work/new && cat /work/new"),
                new Mount(folder, "/work", Access.READ_WRITE));
        assertThat(look.answer("write")).isEqualTo("written");
        assertThat(folder.resolve("new")).hasContent("written\n");
    }

    @Test
    void oneFileMayBeGivenAndSeveralFolders() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "one file");
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("x"), "other");
        Look look = look(
                Map.of("file", "cat /etc/motd", "other", "cat /a/b/c/x"),
                new Mount(file, "/etc/motd", Access.READ_ONLY),
                new Mount(other, "/a/b/c", Access.READ_ONLY));
        assertThat(look.answer("file")).isEqualTo("one file");
        assertThat(look.answer("other")).isEqualTo("other");
    }

    @Test
    void namesWithBlanksAndOtherLettersAreNames() throws Exception {
        Path strange = Files.createDirectory(folder.resolve("a b é $x 'q'"));
        Files.writeString(strange.resolve("x"), "strange");
        Look look = look(Map.of("read", "cat '/dä ta/x'"), new Mount(strange, "/dä ta", Access.READ_ONLY));
        assertThat(look.answer("read")).isEqualTo("strange");
    }

    @Test
    @Row("C7")
    void whatIsNextToAFolderIsNotSeen() throws Exception {
        Files.createDirectory(folder.resolve("app"));
        Files.writeString(Files.createDirectory(folder.resolve("app-secret")).resolve("key"), "key");
        Look look = look(
                Map.of("up", "ls -A /data/..; cat /data/../app-secret/key; ls /data-secret"),
                new Mount(folder.resolve("app"), "/data", Access.READ_ONLY));
        assertThat(look.answer("up")).contains("No such file or directory").doesNotContain("key\n");
    }

    @Test
    @Row("C3")
    void aSourceThatIsOrContainsALinkIsRefused() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        Files.createDirectory(real.resolve("below"));
        for (Path source : List.of(link, link.resolve("below"))) {
            assertRefused(Kind.REFUSED, () -> ENGINE.start(spec(new Mount(source, "/data", Access.READ_ONLY))))
                    .hasMessageContaining(source + " is or contains a link");
        }
    }

    @Test
    void aSourceThatIsNotThereIsRefusedAndNotMade() {
        Path missing = folder.resolve("missing");
        assertRefused(Kind.REFUSED, () -> ENGINE.start(spec(new Mount(missing, "/data", Access.READ_ONLY))))
                .hasMessageContaining(missing + " does not exist");
        assertThat(missing).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp", "/proc", "/proc/sys", "/sys", "/sys/fs/cgroup", "/dev", "/dev/shm"})
    void aTargetThatWouldUndoAnIsolationIsRefused(String target) {
        assertRefused(Kind.REFUSED, () -> ENGINE.start(spec(new Mount(folder, target, Access.READ_WRITE))))
                .hasMessageContaining("nothing can be mounted at " + target);
    }

    @Test
    void anImagesVolumesAreMemoryWithTheLimitsOfTmp() throws Exception {
        var image = ENGINE.image(ENGINE.images().derived("volume", "VOLUME /var/lib/data", "VOLUME /given"));
        ProcessSpec.Builder spec =
                spec(new Mount(folder, "/given", Access.READ_WRITE)).image(image);
        Look look = Look.at(
                ENGINE.sandbox(),
                spec,
                Map.of(
                        "volume",
                                "df -k /var/lib/data | tail -1 | awk '{print $2}'; echo x > /var/lib/data/x && echo works",
                        "given", "echo x > /given/x && echo works"));
        assertThat(look.answer("volume")).isEqualTo("65536\nworks");
        assertThat(look.answer("given")).isEqualTo("works");
        assertThat(folder.resolve("x")).exists();
        assertThat(ENGINE.raw().get("/volumes").path("Volumes")).isEmpty();
    }

    @Test
    void aLinkOfTheImageInTheTargetsPlaceLeadsNowhereOutside() throws Exception {
        var image = ENGINE.image(ENGINE.images().derived("link", "WORKDIR /"));
        Files.writeString(folder.resolve("x"), "inside");
        Look look = Look.at(
                ENGINE.sandbox(),
                spec(new Mount(folder, "/lib/data", Access.READ_ONLY)).image(image), // /lib is a link to usr/lib
                Map.of("read", "cat /usr/lib/data/x"));
        assertThat(look.answer("read")).isEqualTo("inside");
    }
}
