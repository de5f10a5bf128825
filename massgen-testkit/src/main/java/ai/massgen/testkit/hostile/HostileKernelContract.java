package ai.massgen.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.testkit.sandbox.ContainerLab;
import ai.massgen.testkit.sandbox.Look;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that tries the doors to the kernel and to the host, under the locked policy. One container tries them all. */
@Tag("engine")
@Tag("hostile")
@Timeout(120)
public abstract class HostileKernelContract {
    /** Where there is a route, no attempt is made: these addresses are nobody's business. */
    private static final String REACH =
            "if [ -n \"$( (ip route; ip -6 route) 2>/dev/null | grep -v -e unreachable -e 'dev lo ')\" ];"
                    + " then echo HAS A ROUTE; else %s; fi";

    private static final Map<String, String> ATTEMPTS = Map.ofEntries(
            Map.entry("unshare-user", "unshare -U true && echo done"),
            Map.entry("unshare-mount", "unshare -m true && echo done"),
            Map.entry("unshare-net", "unshare -n true && echo done"),
            Map.entry("mount", "mount -t tmpfs none /tmp && echo done"),
            Map.entry("mount-proc", "mount -t proc none /tmp && echo done"),
            Map.entry("umount", "umount /tmp && echo done"),
            Map.entry("chroot", "chroot / /bin/true && echo done"),
            Map.entry("pivot", "mkdir -p /tmp/new/old; pivot_root /tmp/new /tmp/new/old && echo done"),
            Map.entry("hostname", "hostname evil && echo done"),
            Map.entry(
                    "date",
                    "before=$(date +%Y); date -s 2001-01-01 >/dev/null 2>&1; [ $(date +%Y) = $before ] || echo done"),
            Map.entry("adjtime", "adjtimex -f 1 && echo done"),
            Map.entry("renice", "renice -n -5 $$ && echo done"),
            Map.entry("sysctl", "echo 1 >/proc/sys/kernel/panic && echo done"),
            Map.entry("core-pattern", "echo x >/proc/sys/kernel/core_pattern && echo done"),
            Map.entry("sysrq", "echo h >/proc/sysrq-trigger && echo done"),
            Map.entry("ksm", "echo 1 >/sys/kernel/mm/ksm/run && echo done"),
            Map.entry("oom-score", "echo -1000 >/proc/self/oom_score_adj && echo done"),
            Map.entry(
                    "cgroup",
                    "f=$(ls -d /sys/fs/cgroup/memory /sys/fs/cgroup 2>/dev/null | head -1); mkdir $f/evil && echo done"),
            Map.entry("release-agent", "echo x >/sys/fs/cgroup/memory/release_agent && echo done"),
            Map.entry("kcore", "head -c 16 /proc/kcore | wc -c"),
            Map.entry("keys", "cat /proc/keys | wc -c"),
            Map.entry("timers", "cat /proc/timer_list | wc -c"),
            Map.entry("firmware", "ls -A /sys/firmware | wc -l"),
            Map.entry("mknod", "mknod /tmp/sda b 8 0 && head -c 1 /tmp/sda && echo done"),
            Map.entry("mem", "head -c 1 /dev/mem && echo done"),
            Map.entry("kmsg", "head -c 1 /dev/kmsg && echo done"),
            Map.entry("fuse", "head -c 1 /dev/fuse && echo done"),
            Map.entry("devices", "ls -A /dev | sort | tr '\\n' ' '"),
            Map.entry("dmesg", "dmesg | wc -c"),
            Map.entry("insmod", "echo x >/tmp/m.ko; insmod /tmp/m.ko && echo done"),
            Map.entry(
                    "host-root",
                    "ls -A /proc/1/root/ | sort | tr '\\n' ' '; ls -d /proc/1/root/var/tmp/massgen-engines"),
            Map.entry(
                    "sockets",
                    "ls /var/run/docker.sock /run/docker.sock /run/containerd/containerd.sock /run/podman/podman.sock"),
            Map.entry("interfaces", "ls /sys/class/net 2>/dev/null || ip -o link | awk '{print $2}'"),
            Map.entry(
                    "metadata",
                    REACH.formatted(
                            "for a in 169.254.169.254 100.100.100.200; do"
                                    + " nc -w 1 $a 80 </dev/null && echo done; done; nc -w 1 fd00:ec2::254 80 </dev/null && echo done")),
            Map.entry(
                    "names",
                    REACH.formatted("for n in secret.attacker.tld metadata.google.internal host.docker.internal; do"
                            + " nslookup $n && echo done; done")),
            Map.entry(
                    "gateway",
                    REACH.formatted("nc -w 1 172.17.0.1 2375 </dev/null && echo done;"
                            + " nc -w 1 192.168.65.7 2375 </dev/null && echo done")),
            Map.entry("raw", "ping -c 1 -W 1 127.0.0.1 >/dev/null && echo done"));

    private static final Map<List<Object>, Look> LOOKS = new ConcurrentHashMap<>();

    private final TestRuntime runtime;
    private final Look look;

    /**
     * Called by the test class.
     *
     * @param lab the engine
     * @param runtime what its containers run on
     * @throws IOException if the container ends before it has tried them all
     * @throws InterruptedException if the thread is interrupted
     */
    protected HostileKernelContract(ContainerLab lab, TestRuntime runtime) throws IOException, InterruptedException {
        this.runtime = runtime;
        List<Object> key = List.of(getClass(), runtime);
        Look known = LOOKS.get(key);
        if (known == null) {
            known = Look.at(lab.sandbox(), lab.spec().policy(runtime.policy().build()), new TreeMap<>(ATTEMPTS));
            LOOKS.put(key, known);
        }
        this.look = known;
    }

    /**
     * Attempts that the engine's own filter lets pass, about which there is advice.
     *
     * @return their names; none if not overridden
     */
    protected Set<String> knownToPass() {
        return Set.of();
    }

    private void assertFails(Observed observed, String... attempts) {
        for (String attempt : attempts) {
            String answer = look.answer(attempt);
            observed.that(attempt + ": " + answer.lines().findFirst().orElse("nothing"));
            assertThat(answer.lines()).as(attempt).doesNotContain("done");
        }
    }

    /** gVisor gives namespaces of its own kernel to whoever asks, without any of the host's. */
    @Test
    @Row("B2")
    final void itMakesNoNamespacesAndMountsNothing(Observed observed) {
        if (runtime.ownKernel()) {
            observed.that("unshare-user: " + look.answer("unshare-user") + " (gVisor's own)");
        } else if (knownToPass().contains("unshare-user")) {
            observed.that("unshare-user: " + look.answer("unshare-user") + " (the engine's filter allows it)");
        } else {
            assertFails(observed, "unshare-user");
        }
        assertFails(observed, "mount", "mount-proc", "umount", "chroot", "pivot", "unshare-mount", "unshare-net");
    }

    @Test
    @Row({"B3", "X2"})
    final void itChangesNeitherNameNorClockNorRank(Observed observed) {
        assertFails(observed, "hostname", "date", "adjtime");
        if (!runtime.ownKernel()) {
            assertFails(observed, "renice", "oom-score");
        } else {
            observed.that("renice and oom-score: gVisor's own, without effect outside");
        }
    }

    @Test
    @Row("B7")
    final void itWritesNothingOfTheKernels(Observed observed) {
        assertFails(observed, "sysctl", "core-pattern", "sysrq", "ksm", "cgroup", "release-agent", "insmod");
    }

    @Test
    @Row("B8")
    final void whatIsMaskedIsEmpty(Observed observed) {
        for (String file : new String[] {"kcore", "keys", "timers", "firmware"}) {
            String[] lines = look.answer(file).split("\n", -1);
            observed.that(file + ": " + look.answer(file).lines().findFirst().orElse(""));
            assertThat(lines[lines.length - 1]).as(file).isEqualTo("0");
        }
    }

    @Test
    @Row("B9")
    final void itHasNoDevicesAndMakesNone(Observed observed) {
        assertFails(observed, "mknod", "mem", "kmsg", "fuse");
        observed.that("/dev: " + look.answer("devices"));
        assertThat(look.answer("devices").split(" "))
                .isSubsetOf(
                        "console", "core", "fd", "full", "fuse", "mqueue", "net", "null", "ptmx", "pts", "random",
                        "shm", "stderr", "stdin", "stdout", "tty", "urandom", "zero");
    }

    @Test
    @Row("B13")
    final void itSeesNoSocketOfAnEngineAndNoFileOfTheHost(Observed observed) {
        observed.that(look.answer("sockets").lines().findFirst().orElse(""));
        assertThat(look.answer("sockets").lines()).hasSize(4).allMatch(line -> line.contains("No such file"));
        assertThat(look.answer("host-root"))
                .containsAnyOf("No such file", "Permission denied")
                .doesNotContain("boot");
    }

    @Test
    @Row("D1")
    final void aLoopbackIsItsOnlyInterface(Observed observed) {
        observed.that(look.answer("interfaces").replace("\n", " "));
        assertThat(look.answer("interfaces").lines()).allMatch(line -> line.matches("lo:?"));
    }

    @Test
    @Row("D2")
    final void itReachesNoMetadataService(Observed observed) {
        assertFails(observed, "metadata");
        assertThat(look.answer("metadata")).doesNotContain("HAS A ROUTE");
    }

    @Test
    @Row("D3")
    final void itResolvesNoName(Observed observed) {
        assertFails(observed, "names");
        assertThat(look.answer("names")).doesNotContain("HAS A ROUTE");
    }

    @Test
    @Row("D5")
    final void itReachesNeitherTheHostNorAnEngineOnANetwork(Observed observed) {
        assertFails(observed, "gateway");
        assertThat(look.answer("gateway")).doesNotContain("HAS A ROUTE");
    }

    @Test
    @Row("X3")
    final void itMakesNoRawSocketsAndReadsNoKernelLog(Observed observed) {
        assertFails(observed, "raw");
        observed.that("dmesg: " + look.answer("dmesg").lines().findFirst().orElse(""));
        if (!runtime.ownKernel()) {
            assertThat(look.answer("dmesg")).contains("not permitted");
        } else {
            assertThat(runtime.ownKernel()).isTrue(); // gVisor has a log of its own, with jokes
        }
    }
}
