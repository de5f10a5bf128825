package ai.massgen.sandbox.docker;

import static ai.massgen.api.sandbox.Evidence.Status.BOUNDED_BY_MEMORY;
import static ai.massgen.api.sandbox.Evidence.Status.ENFORCED;
import static ai.massgen.api.sandbox.Evidence.Status.NOT_AVAILABLE;
import static ai.massgen.api.sandbox.Evidence.Status.NOT_ENFORCED;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.testkit.hostile.Row;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedEvidenceTest {
    private static Map<Control, Status> evidence(ContainerPlan plan, EngineFacts facts, ObjectNode inspect) {
        Map<Control, Status> found = new EnumMap<>(Control.class);
        for (Evidence entry : RecordedEvidence.of(plan, facts, inspect)) {
            assertThat(entry.source()).isEqualTo(Evidence.Source.RECORDED);
            assertThat(found.put(entry.control(), entry.status())).isNull();
        }
        return found;
    }

    @Test
    @Row("B17")
    void anAccountThatSaysWhatWasAskedForIsGood() {
        ContainerPlan plan = Fixture.plan();
        Map<Control, Status> found = evidence(plan, Fixture.facts(), Fixture.inspect(plan));
        assertThat(found).containsOnlyKeys(Control.values());
        assertThat(found.remove(Control.MANDATORY_ACCESS_CONTROL)).isEqualTo(NOT_AVAILABLE);
        assertThat(found.values()).containsOnly(ENFORCED);
    }

    /** One field that differs is one control that is not enforced, and only that one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    NETWORK                  | /HostConfig/NetworkMode           | "bridge"
                    NETWORK                  | /HostConfig/NetworkMode           | ""
                    NETWORK                  | /NetworkSettings/Networks         | {"bridge":{}}
                    USER                     | /Config/User                      | ""
                    USER                     | /Config/User                      | "0:0"
                    USER                     | /Config/User                      | "65532"
                    CAPABILITIES             | /HostConfig/CapDrop               | null
                    CAPABILITIES             | /HostConfig/CapDrop               | ["NET_RAW"]
                    CAPABILITIES             | /HostConfig/CapAdd                | null
                    CAPABILITIES             | /HostConfig/CapAdd                | ["NET_BIND_SERVICE","SYS_ADMIN"]
                    CAPABILITIES             | /HostConfig/CapAdd                | ["ALL"]
                    NO_NEW_PRIVILEGES        | /HostConfig/SecurityOpt/0         | "no-new-privileges=false"
                    NO_NEW_PRIVILEGES        | /HostConfig/SecurityOpt/0         | "no-new-privileges:false"
                    SECCOMP                  | /HostConfig/SecurityOpt/1         | "seccomp=unconfined"
                    SECCOMP                  | /HostConfig/SecurityOpt           | ["no-new-privileges"]
                    SECCOMP                  | /HostConfig/SecurityOpt           | ["no-new-privileges","seccomp={\\"defaultAction\\":\\"SCMP_ACT_ALLOW\\"}","seccomp=unconfined"]
                    MANDATORY_ACCESS_CONTROL | /AppArmorProfile                  | "unconfined"
                    READ_ONLY_ROOT           | /HostConfig/ReadonlyRootfs        | false
                    READ_ONLY_ROOT           | /HostConfig/ReadonlyRootfs        | null
                    TMP_SIZE                 | /HostConfig/Tmpfs/~1tmp           | "rw,exec,nosuid,nodev,size=67108864,nr_inodes=4096,uid=65532,gid=65532,mode=0700"
                    TMP_SIZE                 | /HostConfig/Tmpfs/~1tmp           | "rw,noexec,nosuid,nodev,size=6710886400,nr_inodes=4096,uid=65532,gid=65532,mode=0700"
                    TMP_SIZE                 | /HostConfig/Tmpfs/~1more          | ""
                    MEMORY                   | /HostConfig/Memory                | 0
                    MEMORY                   | /HostConfig/Memory                | 268435457
                    SWAP                     | /HostConfig/MemorySwap            | -1
                    SWAP                     | /HostConfig/MemorySwap            | 536870912
                    CPU                      | /HostConfig/NanoCpus              | 0
                    CPU                      | /HostConfig/NanoCpus              | 2000000000
                    PIDS                     | /HostConfig/PidsLimit             | null
                    PIDS                     | /HostConfig/PidsLimit             | -1
                    OPEN_FILES               | /HostConfig/Ulimits/0/Hard        | 2048
                    OPEN_FILES               | /HostConfig/Ulimits/0/Name        | "nproc"
                    CORE_DUMPS               | /HostConfig/Ulimits/1/Soft        | 1
                    CORE_DUMPS               | /HostConfig/Ulimits/1/Hard        | -1
                    IPC                      | /HostConfig/IpcMode               | "shareable"
                    IPC                      | /HostConfig/IpcMode               | ""
                    ENGINE_LOG               | /HostConfig/LogConfig/Type        | "json-file"
                    MOUNTS                   | /Mounts                           | []
                    MOUNTS                   | /Mounts/0/RW                      | true
                    MOUNTS                   | /Mounts/0/Source                  | "/srv"
                    MOUNTS                   | /Mounts/0/Destination             | "/other"
                    MOUNTS                   | /Mounts/0/Type                    | "volume"
                    MOUNTS                   | /Mounts/0/Propagation             | "rshared"
                    MOUNTS                   | /HostConfig/Binds                 | ["/:/host"]
                    RUNTIME                  | /HostConfig/Runtime               | "runsc"
                    RUNTIME                  | /HostConfig/Runtime               | ""
                    HOST_ACCESS              | /HostConfig/PidMode               | "host"
                    HOST_ACCESS              | /HostConfig/PidMode               | "container:abc"
                    HOST_ACCESS              | /HostConfig/UTSMode               | "host"
                    HOST_ACCESS              | /HostConfig/UsernsMode            | "host"
                    HOST_ACCESS              | /HostConfig/CgroupnsMode          | "host"
                    HOST_ACCESS              | /HostConfig/CgroupParent          | "/outside"
                    HOST_ACCESS              | /HostConfig/Cgroup                | "container:abc"
                    HOST_ACCESS              | /HostConfig/Devices               | [{"PathOnHost":"/dev/sda"}]
                    HOST_ACCESS              | /HostConfig/DeviceCgroupRules     | ["a *:* rwm"]
                    HOST_ACCESS              | /HostConfig/DeviceRequests        | [{"Driver":"nvidia"}]
                    HOST_ACCESS              | /HostConfig/VolumesFrom           | ["abc"]
                    HOST_ACCESS              | /HostConfig/Links                 | ["abc:x"]
                    HOST_ACCESS              | /HostConfig/GroupAdd              | ["docker"]
                    HOST_ACCESS              | /HostConfig/Sysctls               | {"net.ipv4.ip_forward":"1"}
                    HOST_ACCESS              | /HostConfig/ExtraHosts            | ["host:1.2.3.4"]
                    HOST_ACCESS              | /HostConfig/PortBindings          | {"80/tcp":[{"HostPort":"80"}]}
                    HOST_ACCESS              | /HostConfig/PublishAllPorts       | true
                    HOST_ACCESS              | /HostConfig/OomKillDisable        | true
                    HOST_ACCESS              | /HostConfig/OomScoreAdj           | -1000
                    HOST_ACCESS              | /HostConfig/RestartPolicy/Name    | "always"
                    HOST_ACCESS              | /HostConfig/MaskedPaths           | []
                    HOST_ACCESS              | /HostConfig/MaskedPaths           | null
                    HOST_ACCESS              | /HostConfig/MaskedPaths           | ["/proc/kcore","/proc/keys","/proc/timer_list"]
                    HOST_ACCESS              | /HostConfig/ReadonlyPaths         | ["/proc/bus","/proc/fs","/proc/irq","/proc/sysrq-trigger"]
                    HOST_ACCESS              | /HostConfig/Annotations           | {"run.oci.keep_original_groups":"1"}
                    HOST_ACCESS              | /HostConfig/VolumeDriver          | "nfs"
                    """)
    void oneFieldThatDiffersIsFound(Control control, String pointer, String value) {
        ContainerPlan plan = Fixture.plan();
        ObjectNode inspect = Fixture.inspect(plan);
        Fixture.put(inspect, pointer, value);
        Map<Control, Status> found = evidence(plan, Fixture.facts(), inspect);
        assertThat(found.entrySet().stream()
                        .filter(entry -> entry.getValue() == NOT_ENFORCED)
                        .map(Map.Entry::getKey))
                .containsExactly(control);
    }

    /** Some fields break more than one control. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    HOST_ACCESS | /HostConfig/Privileged     | true
                    HOST_ACCESS | /HostConfig/NetworkMode    | "host"
                    HOST_ACCESS | /HostConfig/NetworkMode    | "container:abc"
                    HOST_ACCESS | /HostConfig/IpcMode        | "host"
                    HOST_ACCESS | /HostConfig/SecurityOpt    | ["no-new-privileges","systempaths=unconfined"]
                    TMP_INODES  | /HostConfig/Tmpfs/~1tmp    | "rw,noexec,nosuid,nodev,size=67108864,uid=65532,gid=65532,mode=0700"
                    TMP_SIZE    | /HostConfig/Tmpfs          | null
                    SECCOMP     | /HostConfig/Privileged     | true
                    MANDATORY_ACCESS_CONTROL | /HostConfig/SecurityOpt | ["apparmor=unconfined"]
                    MANDATORY_ACCESS_CONTROL | /HostConfig/SecurityOpt | ["label=disable"]
                    MANDATORY_ACCESS_CONTROL | /HostConfig/SecurityOpt | ["label:disable"]
                    NO_NEW_PRIVILEGES | /HostConfig/SecurityOpt | null
                    NO_NEW_PRIVILEGES | /HostConfig/SecurityOpt | ["no-new-privileges","no-new-privileges=false"]
                    CAPABILITIES | /HostConfig/Privileged    | true
                    """)
    void aFieldThatBreaksMoreIsFound(Control control, String pointer, String value) {
        ContainerPlan plan = Fixture.plan();
        ObjectNode inspect = Fixture.inspect(plan);
        Fixture.put(inspect, pointer, value);
        assertThat(evidence(plan, Fixture.facts(), inspect)).containsEntry(control, NOT_ENFORCED);
    }

    @Test
    @Row("B17")
    void anEmptyAccountProvesNothing() {
        ObjectNode nothing = Fixture.JSON.createObjectNode();
        Map<Control, Status> found = evidence(Fixture.plan(), Fixture.facts(), nothing);
        found.remove(Control.MANDATORY_ACCESS_CONTROL);
        assertThat(found.values()).containsOnly(NOT_ENFORCED);
    }

    @Test
    void whatTheEngineSaysItCannotDoIsNotItsFault() {
        EngineFacts poor = Fixture.facts("{\"Runtimes\":{\"runc\":{}},\"SecurityOptions\":[]}");
        ContainerPlan plan = Fixture.plan();
        ObjectNode inspect = Fixture.inspect(plan);
        for (String field : List.of("Memory", "MemorySwap", "NanoCpus", "PidsLimit")) {
            Fixture.put(inspect, "/HostConfig/" + field, "0");
        }
        Map<Control, Status> found = evidence(plan, poor, inspect);
        for (Control control : List.of(Control.MEMORY, Control.SWAP, Control.CPU, Control.PIDS, Control.SECCOMP)) {
            assertThat(found).containsEntry(control, NOT_AVAILABLE);
        }
        assertThat(found).containsEntry(Control.OPEN_FILES, ENFORCED);
    }

    @Test
    void gvisorsOwnWaysAreSaidAsTheyAre() {
        ContainerPlan plan = Fixture.plan(Oci.GVISOR.policy());
        ObjectNode inspect = Fixture.inspect(plan);
        Fixture.put(inspect, "/HostConfig/Runtime", "\"runsc\"");
        Fixture.put(inspect, "/HostConfig/CapAdd", "null");
        Fixture.put(inspect, "/HostConfig/SecurityOpt", "[\"no-new-privileges\"]");
        Fixture.put(inspect, "/HostConfig/PidsLimit", "384");
        Map<Control, Status> found = evidence(plan, Fixture.facts(), inspect);
        assertThat(found)
                .containsEntry(Control.RUNTIME, ENFORCED)
                .containsEntry(Control.SECCOMP, NOT_AVAILABLE)
                .containsEntry(Control.MANDATORY_ACCESS_CONTROL, NOT_AVAILABLE)
                .containsEntry(Control.TMP_INODES, BOUNDED_BY_MEMORY)
                .containsEntry(Control.PIDS, ENFORCED)
                .doesNotContainValue(NOT_ENFORCED);
    }

    @Test
    void newerEnginesWriteCapabilitiesInFull() {
        ContainerPlan plan = Fixture.plan();
        ObjectNode inspect = Fixture.inspect(plan);
        Fixture.put(inspect, "/HostConfig/CapAdd", "[\"CAP_NET_BIND_SERVICE\"]");
        assertThat(evidence(plan, Fixture.facts(), inspect)).containsEntry(Control.CAPABILITIES, ENFORCED);
    }

    @Test
    void appArmorThatIsThereCounts() {
        Function<String, EngineFacts> with = option -> Fixture.facts(
                "{\"Runtimes\":{\"runc\":{}},\"SecurityOptions\":[\"name=seccomp\",\"name=" + option + "\"]}");
        ContainerPlan plan = Fixture.plan();
        for (String option : List.of("apparmor", "selinux")) {
            assertThat(evidence(plan, with.apply(option), Fixture.inspect(plan)))
                    .containsEntry(Control.MANDATORY_ACCESS_CONTROL, ENFORCED);
        }
    }
}
