package ai.massgen.sandbox.podman;

import static ai.massgen.api.sandbox.Evidence.Status.BOUNDED_BY_MEMORY;
import static ai.massgen.api.sandbox.Evidence.Status.ENFORCED;
import static ai.massgen.api.sandbox.Evidence.Status.NOT_AVAILABLE;
import static ai.massgen.api.sandbox.Evidence.Status.NOT_ENFORCED;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.api.sandbox.Network;
import ai.massgen.testkit.hostile.Row;
import ai.massgen.testkit.sandbox.TestPolicy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedEvidenceTest {
    /** Of these Podman 4 says the same whatever was asked. */
    private static final Set<Control> UNSAID = EnumSet.of(Control.IPC, Control.SECCOMP);

    private static Map<Control, Status> evidence(Plan plan, PodmanFacts facts, ObjectNode inspect) {
        Map<Control, Status> found = new EnumMap<>(Control.class);
        for (Evidence entry : RecordedEvidence.of(plan, facts, inspect)) {
            assertThat(entry.source()).isEqualTo(Evidence.Source.RECORDED);
            assertThat(found.put(entry.control(), entry.status())).isNull();
        }
        return found;
    }

    private static Map<Control, Status> with(String pointer, String value) {
        Plan plan = Fixture.plan();
        ObjectNode inspect = Fixture.inspect(plan);
        Fixture.put(inspect, pointer, value);
        return evidence(plan, Fixture.facts(), inspect);
    }

    @Test
    @Row("B17")
    void anAccountThatSaysWhatWasAskedForIsGood() {
        Plan plan = Fixture.plan();
        Map<Control, Status> found = evidence(plan, Fixture.facts(), Fixture.inspect(plan));
        assertThat(found.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(UNSAID)));
        assertThat(found.remove(Control.MANDATORY_ACCESS_CONTROL)).isEqualTo(NOT_AVAILABLE);
        assertThat(found.remove(Control.TMP_INODES)).isEqualTo(BOUNDED_BY_MEMORY);
        assertThat(found.values()).containsOnly(ENFORCED);
    }

    /** One field that differs is one control that is not enforced, and only that one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    NETWORK                  | /HostConfig/NetworkMode           | "bridge"
                    NETWORK                  | /HostConfig/NetworkMode           | "host"
                    NETWORK                  | /HostConfig/NetworkMode           | "container:abc"
                    NETWORK                  | /HostConfig/NetworkMode           | ""
                    NETWORK                  | /NetworkSettings/Networks         | {"podman":{}}
                    USER                     | /Config/User                      | ""
                    USER                     | /Config/User                      | "0:0"
                    USER                     | /Config/User                      | "65532"
                    CAPABILITIES             | /BoundingCaps                     | null
                    CAPABILITIES             | /BoundingCaps                     | ["CAP_NET_BIND_SERVICE","CAP_SYS_ADMIN"]
                    NO_NEW_PRIVILEGES        | /HostConfig/SecurityOpt           | []
                    SECCOMP                  | /HostConfig/SecurityOpt           | ["no-new-privileges","seccomp=unconfined"]
                    READ_ONLY_ROOT           | /HostConfig/ReadonlyRootfs        | false
                    READ_ONLY_ROOT           | /HostConfig/ReadonlyRootfs        | null
                    TMP_SIZE                 | /HostConfig/Tmpfs/~1tmp           | "rw,exec,nosuid,nodev,size=67108864,mode=0700,U"
                    TMP_SIZE                 | /HostConfig/Tmpfs/~1tmp           | "rw,noexec,nosuid,nodev,size=6710886400,mode=0700,U"
                    TMP_SIZE                 | /HostConfig/Tmpfs/~1tmp           | "rw,noexec,nosuid,nodev,size=67108864,mode=1777,U"
                    TMP_SIZE                 | /HostConfig/Tmpfs/~1more          | ""
                    TMP_SIZE                 | /HostConfig/Tmpfs                 | null
                    MEMORY                   | /HostConfig/Memory                | 0
                    MEMORY                   | /HostConfig/Memory                | 268435457
                    SWAP                     | /HostConfig/MemorySwap            | -1
                    SWAP                     | /HostConfig/MemorySwap            | 536870912
                    CPU                      | /HostConfig/NanoCpus              | 0
                    CPU                      | /HostConfig/NanoCpus              | 2000000000
                    PIDS                     | /HostConfig/PidsLimit             | null
                    PIDS                     | /HostConfig/PidsLimit             | 2048
                    OPEN_FILES               | /HostConfig/Ulimits/0/Hard        | 2048
                    OPEN_FILES               | /HostConfig/Ulimits/0/Name        | "RLIMIT_STACK"
                    CORE_DUMPS               | /HostConfig/Ulimits/1/Soft        | 1
                    CORE_DUMPS               | /HostConfig/Ulimits/1/Hard        | -1
                    IPC                      | /HostConfig/IpcMode               | "private"
                    ENGINE_LOG               | /HostConfig/LogConfig/Type        | "journald"
                    MOUNTS                   | /Mounts                           | []
                    MOUNTS                   | /Mounts/0/RW                      | true
                    MOUNTS                   | /Mounts/0/Source                  | "/srv"
                    MOUNTS                   | /Mounts/0/Destination             | "/other"
                    MOUNTS                   | /Mounts/0/Type                    | "volume"
                    MOUNTS                   | /Mounts/0/Propagation             | "rshared"
                    RUNTIME                  | /OCIRuntime                       | "crun"
                    RUNTIME                  | /OCIRuntime                       | ""
                    HOST_ACCESS              | /HostConfig/PidMode               | "host"
                    HOST_ACCESS              | /HostConfig/PidMode               | "container:abc"
                    HOST_ACCESS              | /HostConfig/UTSMode               | "host"
                    HOST_ACCESS              | /HostConfig/UsernsMode            | "host"
                    HOST_ACCESS              | /HostConfig/CgroupMode            | "host"
                    HOST_ACCESS              | /HostConfig/Cgroups               | "disabled"
                    HOST_ACCESS              | /HostConfig/Devices               | [{"PathOnHost":"/dev/sda"}]
                    HOST_ACCESS              | /HostConfig/VolumesFrom           | ["abc"]
                    HOST_ACCESS              | /HostConfig/Links                 | ["abc:x"]
                    HOST_ACCESS              | /HostConfig/GroupAdd              | ["docker"]
                    HOST_ACCESS              | /HostConfig/ExtraHosts            | ["host:1.2.3.4"]
                    HOST_ACCESS              | /HostConfig/PortBindings          | {"80/tcp":[{"HostPort":"80"}]}
                    HOST_ACCESS              | /HostConfig/PublishAllPorts       | true
                    HOST_ACCESS              | /HostConfig/OomKillDisable        | true
                    HOST_ACCESS              | /HostConfig/OomScoreAdj           | -1000
                    HOST_ACCESS              | /HostConfig/SecurityOpt           | ["no-new-privileges","unmask=all"]
                    HOST_ACCESS              | /HostConfig/SecurityOpt           | ["no-new-privileges","label=disable"]
                    HOST_ACCESS              | /HostConfig/CgroupConf            | {"memory.high":"1"}
                    HOST_ACCESS              | /Pod                              | "abc"
                    """)
    void oneFieldThatDiffersIsFound(Control control, String pointer, String value) {
        assertThat(with(pointer, value).entrySet().stream()
                        .filter(entry -> entry.getValue() == NOT_ENFORCED)
                        .map(Map.Entry::getKey))
                .containsExactly(control);
    }

    /** Some fields break more than one control. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    HOST_ACCESS  | /HostConfig/Privileged | true
                    CAPABILITIES | /HostConfig/Privileged | true
                    SECCOMP      | /HostConfig/Privileged | true
                    HOST_ACCESS  | /HostConfig/IpcMode    | "host"
                    IPC          | /HostConfig/IpcMode    | "host"
                    IPC          | /HostConfig/IpcMode    | "container:abc"
                    """)
    void aFieldThatBreaksMoreIsFound(Control control, String pointer, String value) {
        assertThat(with(pointer, value)).containsEntry(control, NOT_ENFORCED);
    }

    @Test
    @Row("B17")
    void anEmptyAccountProvesNothing() {
        ObjectNode nothing = Fixture.JSON.createObjectNode();
        Map<Control, Status> found = evidence(Fixture.plan(), Fixture.facts(), nothing);
        found.remove(Control.MANDATORY_ACCESS_CONTROL);
        found.remove(Control.TMP_INODES);
        assertThat(found.values()).containsOnly(NOT_ENFORCED);
    }

    @Test
    void aPreparedContainersAccountReadsOtherwiseAndMeansTheSame() {
        assertThat(with(
                        "/HostConfig/Tmpfs/~1tmp",
                        "\"mode=0700,nodev,noexec,nosuid,size=67108864,rw,uid=65532,gid=65532,rprivate\""))
                .containsEntry(Control.TMP_SIZE, ENFORCED);
    }

    @Test
    void aPodmanThatNamesTheNamespaceIsTakenAtItsWord() {
        assertThat(with("/HostConfig/IpcMode", "\"none\"")).containsEntry(Control.IPC, ENFORCED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bridge", "slirp4netns", "pasta"})
    void anOpenNetworkIsOneOfItsOwn(String mode) {
        Plan plan = Fixture.plan(TestPolicy.locked().network(Network.OPEN));
        ObjectNode inspect = Fixture.inspect(plan);
        Fixture.put(inspect, "/BoundingCaps", "null");
        Fixture.put(inspect, "/HostConfig/NetworkMode", "\"" + mode + "\"");
        assertThat(evidence(plan, Fixture.facts(), inspect)).containsEntry(Control.NETWORK, ENFORCED);
        Fixture.put(inspect, "/HostConfig/NetworkMode", "\"host\"");
        assertThat(evidence(plan, Fixture.facts(), inspect)).containsEntry(Control.NETWORK, NOT_ENFORCED);
    }

    @Test
    void whatPodmanSaysItCannotDoIsNotItsFault() {
        PodmanFacts poor = Fixture.facts(Fixture.rootless());
        Plan plan = Fixture.plan();
        ObjectNode inspect = Fixture.inspect(plan);
        for (String field : List.of("Memory", "MemorySwap", "NanoCpus", "PidsLimit")) {
            Fixture.put(inspect, "/HostConfig/" + field, "0");
        }
        Map<Control, Status> found = evidence(plan, poor, inspect);
        for (Control control : List.of(Control.MEMORY, Control.SWAP, Control.CPU, Control.PIDS)) {
            assertThat(found).containsEntry(control, NOT_AVAILABLE);
        }
        assertThat(found).containsEntry(Control.OPEN_FILES, ENFORCED);
    }

    @ParameterizedTest
    @CsvSource({"apparmorEnabled, AppArmorProfile, containers-default-0.50", "selinuxEnabled, ProcessLabel, container_t"
    })
    void aSecondLineThatIsThereCountsOnlyIfItIsOn(String option, String field, String profile) {
        ObjectNode info = Fixture.info();
        Fixture.put(info, "/host/security/" + option, "true");
        Plan plan = Fixture.plan();
        ObjectNode inspect = Fixture.inspect(plan);
        assertThat(evidence(plan, Fixture.facts(info), inspect))
                .containsEntry(Control.MANDATORY_ACCESS_CONTROL, NOT_ENFORCED);
        inspect.put(field, profile);
        assertThat(evidence(plan, Fixture.facts(info), inspect))
                .containsEntry(Control.MANDATORY_ACCESS_CONTROL, ENFORCED);
    }
}
