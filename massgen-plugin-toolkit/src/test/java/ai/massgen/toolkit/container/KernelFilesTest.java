package ai.massgen.toolkit.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFilesTest {
    @TempDir
    Path folder;

    private KernelFiles write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return new KernelFiles(folder.resolve("proc"), folder.resolve("cgroup"), 42);
    }

    @Test
    void blanksAndOtherLettersInPathsAreRead() throws Exception {
        KernelFiles files = write(
                "proc/42/mountinfo", "91 72 254:0 /srv/data /d\\040é\\134x ro,relatime - ext4 /dev/vda rw,discard\n");
        assertThat(files.mounts()).containsKey("/d é\\x");
    }

    @Test
    void linksInAnImageAreFollowedInTheImage(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("usr/lib"));
        Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
        Files.createSymbolicLink(root.resolve("usr/lib/up"), Path.of("../../../../etc/./x"));
        Files.createSymbolicLink(root.resolve("absolute"), Path.of("/lib"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop/x"));
        Files.createDirectories(folder.resolve("proc/42"));
        Files.createSymbolicLink(folder.resolve("proc/42/root"), root);
        KernelFiles files = new KernelFiles(folder.resolve("proc"), folder.resolve("cgroup"), 42);
        assertThat(files.resolved("/usr/lib/data")).isEqualTo("/usr/lib/data");
        assertThat(files.resolved("/lib/data")).isEqualTo("/usr/lib/data");
        assertThat(files.resolved("/absolute/a/b")).isEqualTo("/usr/lib/a/b");
        assertThat(files.resolved("/lib/up/y")).isEqualTo("/etc/x/y");
        assertThat(files.resolved("/loop/y")).isEqualTo("/loop/y");
        assertThat(files.resolved("/")).isEqualTo("/");
    }

    @Test
    void killsForLackOfMemoryAreCountedWhileTheGroupIsThere() throws Exception {
        KernelFiles files = write("proc/42/cgroup", "8:memory:/podman/x\n0::/podman/x\n");
        write("cgroup/memory/podman/x/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n");
        MemoryKills kills = MemoryKills.of(files);
        assertThat(kills.happened()).isFalse();
        write("cgroup/memory/podman/x/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
        assertThat(kills.happened()).isTrue();
        Files.delete(folder.resolve("cgroup/memory/podman/x/memory.oom_control"));
        assertThat(kills.happened()).isTrue();
    }

    @Test
    void soTheyAreWithControlGroupsOfVersionTwo() throws Exception {
        KernelFiles files = write("proc/42/cgroup", "0::/podman/x\n");
        write("cgroup/podman/x/memory.events", "low 0\nhigh 0\nmax 12\noom 1\noom_kill 1\noom_group_kill 0\n");
        assertThat(MemoryKills.of(files).happened()).isTrue();
    }

    @Test
    void whereNothingCanBeSeenNoKillIsClaimed() {
        KernelFiles files = new KernelFiles(folder.resolve("proc"), folder.resolve("cgroup"), 0);
        assertThat(MemoryKills.of(files).happened()).isFalse();
    }
}
