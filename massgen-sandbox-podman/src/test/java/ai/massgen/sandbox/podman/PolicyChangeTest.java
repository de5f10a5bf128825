package ai.massgen.sandbox.podman;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.sandbox.AddedCapability;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.testkit.hostile.Row;
import ai.massgen.testkit.sandbox.Look;
import ai.massgen.testkit.sandbox.Ran;
import ai.massgen.testkit.sandbox.TestPolicy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a policy may change is changed, and nothing else with it. */
@Tag("engine")
@Tag("podman")
@Timeout(120)
class PolicyChangeTest {
    @RegisterExtension
    static final RealPodman ENGINE = new RealPodman();

    private Look look(TestPolicy policy, Map<String, String> questions) throws Exception {
        Look look = Look.at(ENGINE.sandbox(), ENGINE.spec().policy(policy.build()), new TreeMap<>(questions));
        assertThat(look.evidence()).extracting(Evidence::source).contains(Evidence.Source.OBSERVED);
        return look;
    }

    private String ask(TestPolicy policy, String command) throws Exception {
        return look(policy, Map.of("question", command)).answer("question");
    }

    @Test
    void aUserByNumber() throws Exception {
        Look look = look(
                TestPolicy.locked().user(new RunAs.Ids(1000, 1001)),
                Map.of("id", "id -u; id -g", "tmp", "touch /tmp/f && ls -ln /tmp/f | awk '{print $3, $4}'"));
        assertThat(look.answer("id")).isEqualTo("1000\n1001");
        assertThat(look.answer("tmp")).isEqualTo("1000 1001");
    }

    @Test
    void rootIfItIsNamedIsRootWithoutItsPowers() throws Exception {
        Look look = look(
                TestPolicy.locked().user(new RunAs.Ids(0, 0)),
                Map.of(
                        "id", "id -u",
                        "powers", "grep CapEff /proc/self/status",
                        "root", "touch /etc/x",
                        "chown", "touch /tmp/f && chown 5 /tmp/f; echo code $?"));
        assertThat(look.answer("id")).isEqualTo("0");
        assertThat(look.answer("powers")).endsWith("0000000000000000");
        assertThat(look.answer("root")).contains("Read-only file system");
        assertThat(look.answer("chown")).endsWith("code 1");
    }

    @Test
    void capabilitiesThatAreGivenBack() throws Exception {
        TestPolicy root = TestPolicy.locked().user(new RunAs.Ids(0, 0));
        assertThat(
                        ask(
                                root.capabilities(AddedCapability.CHOWN),
                                "grep Cap[EB] /proc/self/status | awk '{print $2}'; touch /tmp/f && chown 5 /tmp/f && echo done"))
                .isEqualTo("0000000000000001\n0000000000000001\ndone");
        // Podman puts them into any user's hands, Docker only into root's
        assertThat(ask(
                        TestPolicy.locked().capabilities(AddedCapability.values()),
                        "grep Cap[EB] /proc/self/status | awk '{print $2}'"))
                .isEqualTo("00000000000004eb\n00000000000004eb");
    }

    @Test
    void aWritableRoot() throws Exception {
        assertThat(ask(
                        TestPolicy.locked().user(new RunAs.Ids(0, 0)).writableRoot(),
                        "echo written > /etc/x && cat /etc/x"))
                .isEqualTo("written");
    }

    @Test
    @Row("A6")
    void theSizeOfTmpAndHowManyFilesItHolds() throws Exception {
        Look look = look(
                TestPolicy.locked().tmp(ByteSize.ofMebibytes(1), 32),
                Map.of(
                        "1-size",
                        "dd if=/dev/zero of=/tmp/big bs=64k count=100; ls -l /tmp/big | awk '{print $5}'",
                        "2-files",
                        "rm /tmp/big; for i in $(seq 100); do touch /tmp/f$i || break; done;" + " ls /tmp | wc -l"));
        assertThat(look.answer("1-size")).contains("No space left on device").endsWith("\n1048576");
        assertThat(look.answer("2-files")).isEqualTo("100"); // only memory bounds them
    }

    @Test
    void aTmpThatDoesNotFillItsLastPage() throws Exception {
        TestPolicy policy = TestPolicy.locked().tmp(new ByteSize(1_000_001), 64);
        String kibibytes = ask(policy, "df -k /tmp | tail -1 | awk '{print $2}'");
        assertThat(Integer.parseInt(kibibytes)).isBetween(976, 1040);
    }

    @Test
    void sharedMemoryOfItsOwn() throws Exception {
        assertThat(ask(TestPolicy.locked().privateIpc(), "echo shared > /dev/shm/x && cat /dev/shm/x"))
                .isEqualTo("shared");
    }

    @Test
    void memoryProcessorsProcessesAndFiles() throws Exception {
        TestPolicy policy = TestPolicy.locked()
                .memory(new ByteSize(100_000_001))
                .cpus(0.666667)
                .pids(160)
                .openFiles(64);
        Look look = look(policy, Map.of("files", "ulimit -n; ulimit -Hn"));
        assertThat(look.answer("files")).isEqualTo("64\n64");
        assertThat(got(look, Control.MEMORY)).isEqualTo("99999744"); // whole pages
        assertThat(got(look, Control.SWAP)).isIn("99999744", "0");
        assertThat(got(look, Control.CPU)).isEqualTo("66666 of 100000 microseconds");
        assertThat(got(look, Control.PIDS)).isEqualTo("160");
    }

    private static String got(Look look, Control control) {
        return look.evidence().stream()
                .filter(entry -> entry.control() == control && entry.source() == Evidence.Source.OBSERVED)
                .map(Evidence::got)
                .findFirst()
                .orElse("nothing");
    }

    @Test
    void aStricterSeccompProfile() throws Exception {
        String profile = """
                {"defaultAction":"SCMP_ACT_ALLOW",
                 "syscalls":[{"names":["mkdir","mkdirat"],"action":"SCMP_ACT_ERRNO","errnoRet":1}]}""";
        Look look = look(TestPolicy.locked().seccomp(profile), Map.of("mkdir", "mkdir /tmp/d; echo code $?"));
        List<Evidence.Status> recorded = Ran.statuses(look.evidence(), Control.SECCOMP, Evidence.Source.RECORDED);
        assertThat(look.answer("mkdir")).contains("Operation not permitted");
        assertThat(recorded).containsOnly(Evidence.Status.ENFORCED);
    }

    @Test
    void theImagesOwnUser() throws Exception {
        var image = ENGINE.image(ENGINE.images().derived("named-user", "USER nobody"));
        var policy = TestPolicy.locked();
        policy.user(new RunAs.ImageUser());
        Look look = Look.at(
                ENGINE.sandbox(),
                ENGINE.spec().image(image).policy(policy.build()),
                Map.of("id", "id -u; id -g; touch /tmp/x && echo works"));
        assertThat(look.answer("id")).isEqualTo("65534\n65534\nworks");
    }
}
