package ai.massgen.sandbox.podman;

import static ai.massgen.api.sandbox.Evidence.Source.OBSERVED;
import static ai.massgen.api.sandbox.Evidence.Source.RECORDED;
import static ai.massgen.api.sandbox.Evidence.Status.BOUNDED_BY_MEMORY;
import static ai.massgen.api.sandbox.Evidence.Status.ENFORCED;
import static ai.massgen.api.sandbox.Evidence.Status.NOT_AVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence.Source;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.testkit.hostile.Row;
import ai.massgen.testkit.sandbox.Look;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The locked policy, untouched: what a server sees of it, and what is known from outside. */
@Tag("engine")
@Tag("podman")
@Timeout(120)
class PolicyInsideTest {
    @RegisterExtension
    static final RealPodman ENGINE = new RealPodman();

    private static final Map<String, String> QUESTIONS = Map.ofEntries(
            Map.entry("id", "id -u; id -g; id -G"),
            Map.entry("status", "cat /proc/self/status"),
            Map.entry("root", "for f in / /etc /usr /root /run /workspace /dev; do touch $f/x; done"),
            Map.entry("variables", "env | grep -v ^SHLVL | grep -v ^PWD | sort"),
            Map.entry("tmp", "ls -ldn /tmp | awk '{print $3, $4}'; df -k /tmp | tail -1 | awk '{print $2}'"),
            Map.entry("tmp-works", "echo works > /tmp/f && cat /tmp/f"),
            Map.entry("tmp-exec", "cp /bin/busybox /tmp/b && chmod 755 /tmp/b && /tmp/b id; echo code $?"),
            Map.entry("shm", "echo x > /dev/shm/x && echo written"),
            Map.entry("limits", "ulimit -n; ulimit -Hn; ulimit -c; ulimit -Hc"),
            Map.entry("interfaces", "ip -o link | awk '{print $2}'"),
            Map.entry("addresses", "ip -4 -o addr | awk '{print $4}'"),
            Map.entry("resolver", "cat /etc/resolv.conf; nslookup example.com; echo code $?"),
            Map.entry("root-mount", "grep ' / ' /proc/mounts | awk '{print $4}'"),
            Map.entry("devices", "ls -l /dev | grep ^b; echo none"),
            Map.entry("processes", "ls -d /proc/[0-9]* | wc -l"));

    private static @Nullable Look seen;

    private final Look look;

    PolicyInsideTest() throws IOException, InterruptedException {
        this.look = look();
    }

    /** One container answers all questions. */
    private static Look look() throws IOException, InterruptedException {
        Look known = seen;
        if (known == null) {
            known = Look.at(ENGINE.sandbox(), ENGINE.spec(), new TreeMap<>(QUESTIONS));
            seen = known;
        }
        return known;
    }

    private String status(String field) {
        return look.answer("status")
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElse("no such line");
    }

    @Test
    @Row("B1")
    void itRunsAsTheUserThatOwnsNothing() {
        assertThat(look.answer("id")).isEqualTo("65532\n65532\n65532");
    }

    @Test
    @Row("B1")
    void itHasNoCapability() {
        assertThat(status("CapEff")).isEqualTo("0000000000000000");
        assertThat(status("CapPrm")).isEqualTo("0000000000000000");
        assertThat(status("CapBnd")).isEqualTo("0000000000000000");
    }

    @Test
    @Row("B1")
    void itCannotGainPrivilegesAndItsSystemCallsAreFiltered() {
        assertThat(status("NoNewPrivs")).isEqualTo("1");
        assertThat(status("Seccomp")).isEqualTo("2");
    }

    @Test
    @Row("A7")
    void itsRootFileSystemIsReadOnly() {
        assertThat(look.answer("root").lines())
                .hasSize(7)
                .allMatch(line -> line.contains("Read-only file system") || line.contains("Permission denied"));
        assertThat(look.answer("root-mount")).startsWith("ro,");
    }

    @Test
    @Row("C12")
    void itsTmpIsSmallItsOwnAndRunsNoPrograms() {
        assertThat(look.answer("tmp")).isEqualTo("65532 65532\n65536");
        assertThat(look.answer("tmp-works")).isEqualTo("works");
        assertThat(look.answer("tmp-exec")).contains("Permission denied").endsWith("code 126");
    }

    @Test
    @Row("A8")
    void itSharesNoMemory() {
        assertThat(look.answer("shm")).doesNotContain("written");
    }

    @Test
    void itMayOpenAThousandFilesAndDumpsNoCore() {
        assertThat(look.answer("limits")).isEqualTo("1024\n1024\n0\n0");
    }

    @Test
    @Row({"D1", "D3"})
    void itHasALoopbackAndNothingElseAndNobodyToAskForNames() {
        assertThat(look.answer("interfaces")).isEqualTo("lo:");
        assertThat(look.answer("addresses")).isEqualTo("127.0.0.1/8");
        assertThat(look.answer("resolver")).doesNotContain("nameserver").endsWith("code 1");
    }

    @Test
    void itsEnvironmentIsTheImagesAndAHome() {
        assertThat(look.answer("variables").lines())
                .contains("HOME=/tmp", "TMPDIR=/tmp", "PATH=/usr/sbin:/usr/bin")
                .allMatch(line -> line.matches("(?:HOME|TMPDIR|PATH|HOSTNAME|TERM|container)=.*"));
    }

    @Test
    void itSeesNoDiskAndNoProcessOfTheHost() {
        assertThat(look.answer("devices")).isEqualTo("none");
        assertThat(Integer.parseInt(look.answer("processes"))).isLessThan(10);
    }

    @Test
    @Row("B17")
    void theEnginesAccountSaysSo() throws Exception {
        Map<Control, Status> expected = new EnumMap<>(Control.class);
        EnumSet.allOf(Control.class).forEach(control -> expected.put(control, ENFORCED));
        expected.put(Control.TMP_INODES, BOUNDED_BY_MEMORY);
        if (!hasMandatoryAccessControl()) {
            expected.put(Control.MANDATORY_ACCESS_CONTROL, NOT_AVAILABLE);
        }
        // Podman 4 writes the same word for all of the one, and nothing of the other
        expected.remove(Control.IPC);
        expected.remove(Control.SECCOMP);
        assertThat(found(RECORDED)).containsAllEntriesOf(expected);
    }

    private static boolean hasMandatoryAccessControl() throws IOException, InterruptedException {
        JsonNode security = ENGINE.raw().get("/info").at("/host/security");
        return security.path("apparmorEnabled").asBoolean()
                || security.path("selinuxEnabled").asBoolean();
    }

    @Test
    @Row("B17")
    void theKernelSaysSo() {
        Set<Control> seenControls = EnumSet.complementOf(
                EnumSet.of(Control.MANDATORY_ACCESS_CONTROL, Control.ENGINE_LOG, Control.RUNTIME, Control.TMP_INODES));
        Map<Control, Status> expected = new EnumMap<>(Control.class);
        seenControls.forEach(control -> expected.put(control, ENFORCED));
        assertThat(found(OBSERVED)).isEqualTo(expected);
    }

    private Map<Control, Status> found(Source source) {
        Map<Control, Status> found = new EnumMap<>(Control.class);
        look.evidence().stream()
                .filter(entry -> entry.source() == source)
                .forEach(entry -> assertThat(found.merge(entry.control(), entry.status(), (a, b) -> b))
                        .as(entry.toString())
                        .isEqualTo(entry.status()));
        return found;
    }
}
