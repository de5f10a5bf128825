package ai.massgen.sandbox.docker;

import static ai.massgen.api.sandbox.Evidence.Status.ENFORCED;
import static ai.massgen.api.sandbox.Evidence.Status.NOT_AVAILABLE;
import static ai.massgen.api.sandbox.Evidence.Status.NOT_ENFORCED;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.sandbox.AddedCapability;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.testkit.sandbox.Ran;
import ai.massgen.testkit.sandbox.TestPolicy;
import ai.massgen.toolkit.container.KernelFiles;
import ai.massgen.toolkit.container.MountCheck;
import ai.massgen.toolkit.container.ObservedEvidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservedEvidenceTest {
    private static final MountCheck NO_SOURCES = MountCheck.of(List.of());
    private static final Set<Control> NEVER_SEEN =
            EnumSet.of(Control.MANDATORY_ACCESS_CONTROL, Control.ENGINE_LOG, Control.RUNTIME);

    @TempDir
    Path folder;

    private static TestPolicy policy() {
        return TestPolicy.locked().capabilities(AddedCapability.NET_BIND_SERVICE);
    }

    private Map<Control, Status> see(FakeKernel kernel) {
        return see(kernel, policy(), Fixture.facts());
    }

    /** The worst that was said of each control. */
    private static Map<Control, Status> see(FakeKernel kernel, TestPolicy policy, EngineFacts facts) {
        Map<Control, Status> found = new EnumMap<>(Control.class);
        for (Evidence entry :
                ObservedEvidence.of(Fixture.plan(policy).expected(facts, "runc"), NO_SOURCES, kernel.files())) {
            assertThat(entry.source()).isEqualTo(Evidence.Source.OBSERVED);
            found.merge(entry.control(), entry.status(), (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
        return found;
    }

    @Test
    void aProcessAsItShouldBeIsGood() {
        Map<Control, Status> found = see(FakeKernel.inside(folder));
        assertThat(found.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(NEVER_SEEN)));
        assertThat(found.values()).containsOnly(ENFORCED);
    }

    @Test
    void soItIsWithControlGroupsOfVersionTwo() {
        Map<Control, Status> found = see(FakeKernel.withGroupsOfVersionTwo(folder));
        assertThat(found.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(NEVER_SEEN)));
        assertThat(found.values()).containsOnly(ENFORCED);
    }

    /** One line that differs is one control that is not enforced, and only that one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CAPABILITIES      | status    | CapBnd:\t0000000000000400 | CapBnd:\t00000000a80425fb
                    CAPABILITIES      | status    | CapBnd:\t0000000000000400 | CapBnd:\t0000000000000000
                    CAPABILITIES      | status    | CapEff:\t0000000000000000 | CapEff:\t0000000000200000
                    CAPABILITIES      | status    | CapPrm:\t0000000000000000 | CapPrm:\t0000000000000001
                    NO_NEW_PRIVILEGES | status    | NoNewPrivs:\t1            | NoNewPrivs:\t0
                    SECCOMP           | status    | Seccomp:\t2               | Seccomp:\t0
                    USER              | status    | Uid:\t65532\t65532        | Uid:\t0\t65532
                    USER              | status    | Uid:\t65532\t65532\t65532\t65532 | Uid:\t0\t0\t0\t0
                    USER              | status    | Gid:\t65532\t65532\t65532\t65532 | Gid:\t0\t0\t0\t0
                    OPEN_FILES        | limits    | 1024                 1024 | 1024                 4096
                    CORE_DUMPS        | limits    | 0                    0    | unlimited            unlimited
                    NETWORK           | net/dev   | lo:                       | eth0:
                    READ_ONLY_ROOT    | mountinfo | / / ro,                   | / / rw,
                    TMP_SIZE          | mountinfo | /tmp rw,nosuid,nodev,noexec | /tmp rw,nosuid,nodev
                    TMP_SIZE          | mountinfo | /tmp rw,nosuid,nodev,     | /tmp rw,nodev,
                    TMP_SIZE          | mountinfo | rw,size=65536k,nr_inodes  | rw,size=165536k,nr_inodes
                    TMP_SIZE          | mountinfo | rw,size=65536k,nr_inodes  | rw,size=65532k,nr_inodes
                    TMP_SIZE          | mountinfo | rw,size=65536k,nr_inodes  | rw,nr_inodes
                    TMP_SIZE          | mountinfo | tmpfs tmpfs rw,size=65536k,nr | ext4 /dev/vda rw,size=65536k,nr
                    TMP_INODES        | mountinfo | nr_inodes=4096            | nr_inodes=40960
                    TMP_INODES        | mountinfo | ,nr_inodes=4096           | ,mode=700
                    IPC               | mountinfo | /dev/mqueue               | /dev/shm
                    MOUNTS            | mountinfo | /data ro                  | /data rw
                    MOUNTS            | mountinfo | 254:0 /srv/data /data ro  | 254:0 /srv/data /other ro
                    MOUNTS            | mountinfo | /etc/hostname ro          | /etc/passwd ro
                    MOUNTS            | mountinfo | /dev/mqueue               | /data/below
                    """)
    void oneLineThatDiffersIsFound(Control control, String file, String from, String to) {
        FakeKernel kernel = FakeKernel.inside(folder).change("proc/42/" + file, from, to);
        assertThat(notEnforced(see(kernel))).containsExactly(control);
    }

    private static Set<Control> notEnforced(Map<Control, Status> found) {
        Set<Control> bad = EnumSet.noneOf(Control.class);
        found.forEach((control, status) -> {
            if (status == NOT_ENFORCED) {
                bad.add(control);
            }
        });
        return bad;
    }

    @ParameterizedTest
    @CsvSource({
        "MEMORY, memory/docker/bbdc8638/memory.limit_in_bytes, 9223372036854771712",
        "MEMORY, memory/docker/bbdc8638/memory.limit_in_bytes, 268439552",
        "MEMORY, memory/docker/bbdc8638/memory.limit_in_bytes, 134217728",
        "SWAP, memory/docker/bbdc8638/memory.memsw.limit_in_bytes, 536870912",
        "PIDS, pids/docker/bbdc8638/pids.max, max",
        "CPU, cpu/docker/bbdc8638/cpu.cfs_quota_us, -1",
        "CPU, cpu/docker/bbdc8638/cpu.cfs_quota_us, 200000",
        "CPU, cpu/docker/bbdc8638/cpu.cfs_period_us, 50000"
    })
    void oneLimitThatDiffersIsFound(Control control, String file, String value) {
        FakeKernel kernel = FakeKernel.inside(folder).write("cgroup/" + file, value);
        assertThat(notEnforced(see(kernel))).containsExactly(control);
    }

    @ParameterizedTest
    @CsvSource({
        "MEMORY, memory.max, max",
        "SWAP, memory.swap.max, max",
        "SWAP, memory.swap.max, 1048576",
        "PIDS, pids.max, 129",
        "CPU, cpu.max, max 100000",
        "CPU, cpu.max, 200000 100000"
    })
    void oneLimitThatDiffersIsFoundInVersionTwo(Control control, String file, String value) {
        FakeKernel kernel = FakeKernel.withGroupsOfVersionTwo(folder).write("cgroup/docker/bbdc8638/" + file, value);
        assertThat(notEnforced(see(kernel))).containsExactly(control);
    }

    @ParameterizedTest
    @CsvSource({"cgroup", "ipc", "mnt", "net", "pid", "uts"})
    void aNamespaceOfTheHostIsFound(String kind) {
        FakeKernel kernel = FakeKernel.inside(folder).link("proc/42/ns/" + kind, kind + ":[4026531800]");
        assertThat(notEnforced(see(kernel))).containsExactly(Control.HOST_ACCESS);
    }

    @Test
    void sizesThatDoNotFillAPageAreRoundedAsTheKernelDoes() {
        FakeKernel kernel = FakeKernel.inside(folder)
                .write("cgroup/memory/docker/bbdc8638/memory.limit_in_bytes", "99999744")
                .write("cgroup/memory/docker/bbdc8638/memory.memsw.limit_in_bytes", "99999744")
                .write("cgroup/cpu/docker/bbdc8638/cpu.cfs_quota_us", "66666")
                .change("proc/42/mountinfo", "size=65536k,nr", "size=980k,nr");
        TestPolicy policy =
                policy().memory(new ByteSize(100_000_001)).cpus(0.666667).tmp(new ByteSize(1_000_001), 4096);
        assertThat(see(kernel, policy, Fixture.facts()).values()).containsOnly(ENFORCED);
    }

    @Test
    void idsAreReadThroughTheUserNamespace() {
        FakeKernel kernel = FakeKernel.inside(folder)
                .write("proc/42/uid_map", "0 1000 1\n1 100000 65536\n")
                .write("proc/42/gid_map", "0 1000 1\n1 100000 65536\n")
                .change("proc/42/status", "\t65532", "\t165531");
        assertThat(see(kernel)).containsEntry(Control.USER, ENFORCED);
        kernel.change("proc/42/status", "Uid:\t165531\t165531\t165531\t165531", "Uid:\t1000\t1000\t1000\t1000");
        assertThat(see(kernel)).containsEntry(Control.USER, NOT_ENFORCED);
    }

    @Test
    void aUserOfTheImageMayBeAnybodyButRoot() {
        TestPolicy policy = policy().user(new RunAs.ImageUser());
        ContainerPlan plan = Fixture.plan(policy, "app");
        FakeKernel kernel = FakeKernel.inside(folder).change("proc/42/status", "\t65532", "\t5");
        assertThat(user(plan, kernel)).containsExactly(ENFORCED);
        kernel.change("proc/42/status", "\t5\t5\t5\t5\nGid", "\t0\t0\t0\t0\nGid");
        assertThat(user(plan, kernel)).containsExactly(NOT_ENFORCED);
        kernel.write("proc/42/uid_map", "0 1000 65536\n")
                .change("proc/42/status", "\t0\t0\t0\t0\nGid", "\t1000\t1000\t1000\t1000\nGid");
        assertThat(user(plan, kernel)).containsExactly(NOT_ENFORCED);
    }

    private static List<Status> user(ContainerPlan plan, FakeKernel kernel) {
        return Ran.statuses(
                ObservedEvidence.of(plan.expected(Fixture.facts(), "runc"), NO_SOURCES, kernel.files()),
                Control.USER,
                Evidence.Source.OBSERVED);
    }

    @Test
    void whatTheEngineDoesNotHaveIsSaidToBeMissing() {
        EngineFacts poor = Fixture.facts("{\"Runtimes\":{\"runc\":{}},\"SecurityOptions\":[]}");
        FakeKernel kernel = FakeKernel.inside(folder)
                .change("proc/42/status", "Seccomp:\t2", "Seccomp:\t0")
                .write("cgroup/pids/docker/bbdc8638/pids.max", "max");
        assertThat(see(kernel, policy(), poor))
                .containsEntry(Control.SECCOMP, NOT_AVAILABLE)
                .containsEntry(Control.PIDS, NOT_AVAILABLE)
                .containsEntry(Control.MEMORY, ENFORCED);
    }

    @Test
    void whatCannotBeSeenIsLeftOut() {
        FakeKernel kernel = FakeKernel.inside(folder)
                .delete("proc/42/mountinfo")
                .delete("proc/42/limits")
                .delete("proc/42/ns/pid")
                .delete("cgroup/pids/docker/bbdc8638/pids.max");
        assertThat(see(kernel))
                .doesNotContainKeys(
                        Control.READ_ONLY_ROOT, Control.TMP_SIZE, Control.MOUNTS, Control.IPC, Control.OPEN_FILES)
                .doesNotContainKeys(Control.HOST_ACCESS, Control.PIDS)
                .containsKeys(Control.CAPABILITIES, Control.MEMORY);
        assertThat(see(kernel).values()).containsOnly(ENFORCED);
    }

    @Test
    void anOpenNetworkHasMoreThanALoopback() {
        TestPolicy open = policy().network(Network.OPEN);
        FakeKernel kernel = FakeKernel.inside(folder);
        assertThat(see(kernel, open, Fixture.facts())).containsEntry(Control.NETWORK, NOT_ENFORCED);
        kernel.change("proc/42/net/dev", "    lo:", "  eth0: 1\n    lo:");
        assertThat(see(kernel, open, Fixture.facts())).containsEntry(Control.NETWORK, ENFORCED);
    }

    @Test
    void aMountOfAnotherFileThanTheAllowedOneIsFound(@TempDir Path elsewhere) throws Exception {
        Path source = Files.createDirectory(elsewhere.toRealPath().resolve("source"));
        Mount mount = new Mount(source, "/data", Mount.Access.READ_ONLY);
        ContainerPlan plan = Fixture.plan(policy(), List.of(mount));
        MountCheck sources = MountCheck.of(List.of(mount));
        FakeKernel kernel = FakeKernel.inside(folder).link("proc/42/root", elsewhere.toString());
        Files.createDirectory(elsewhere.resolve("data"));
        assertThat(mounts(plan, sources, kernel)).contains(NOT_ENFORCED);
        Files.delete(elsewhere.resolve("data"));
        Files.move(source, elsewhere.resolve("data"));
        assertThat(mounts(plan, sources, kernel)).containsOnly(ENFORCED);
    }

    private static List<Status> mounts(ContainerPlan plan, MountCheck sources, FakeKernel kernel) {
        return Ran.statuses(
                ObservedEvidence.of(plan.expected(Fixture.facts(), "runc"), sources, kernel.files()),
                Control.MOUNTS,
                Evidence.Source.OBSERVED);
    }

    @Test
    void ofGvisorOnlyItsNameAndItsGroupAreLookedAt() {
        FakeKernel kernel = FakeKernel.inside(folder).link("proc/42/exe", "/usr/bin/runsc");
        List<Evidence> seen = ObservedEvidence.of(
                Fixture.plan(policy()).expected(Fixture.facts(), "runsc"), NO_SOURCES, kernel.files());
        assertThat(seen)
                .extracting(Evidence::control)
                .containsExactly(Control.MEMORY, Control.SWAP, Control.PIDS, Control.CPU, Control.RUNTIME);
        assertThat(seen).extracting(Evidence::status).containsOnly(ENFORCED);
        kernel.link("proc/42/exe", "/usr/bin/busybox");
        assertThat(ObservedEvidence.of(
                        Fixture.plan(policy()).expected(Fixture.facts(), "runsc"), NO_SOURCES, kernel.files()))
                .filteredOn(entry -> entry.control() == Control.RUNTIME)
                .extracting(Evidence::status)
                .containsExactly(NOT_ENFORCED);
    }

    @Test
    void aProcessBelongsToTheContainerWhoseGroupItIsIn() {
        KernelFiles files = FakeKernel.inside(folder).files();
        assertThat(files.belongsTo("bbdc8638")).isTrue();
        assertThat(files.belongsTo("other")).isFalse();
        assertThat(new KernelFiles(folder.resolve("proc"), folder, 43).belongsTo("bbdc8638"))
                .isFalse();
    }
}
