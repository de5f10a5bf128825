package ai.massgen.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.testkit.sandbox.ContainerLab;
import ai.massgen.testkit.sandbox.Ran;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** System calls that no tool needs and many an escape begins with. Python makes them: busybox has no programs for them. */
@Tag("engine")
@Tag("hostile")
@Timeout(120)
public abstract class HostileCallsContract {
    private static final String PYTHON = "massgen/mcp-time:latest";

    /** By their numbers on x86-64, which is where Python's {@code os} has no names for them either. */
    private static final Map<String, Integer> CALLS = new TreeMap<>(Map.ofEntries(
            Map.entry("bpf", 321),
            Map.entry("perf_event_open", 298),
            Map.entry("keyctl", 250),
            Map.entry("add_key", 248),
            Map.entry("request_key", 249),
            Map.entry("kexec_load", 246),
            Map.entry("kexec_file_load", 320),
            Map.entry("init_module", 175),
            Map.entry("finit_module", 313),
            Map.entry("delete_module", 176),
            Map.entry("userfaultfd", 323),
            Map.entry("io_uring_setup", 425),
            Map.entry("open_by_handle_at", 304),
            Map.entry("name_to_handle_at", 303),
            Map.entry("settimeofday", 164),
            Map.entry("clock_settime", 227),
            Map.entry("swapon", 167),
            Map.entry("reboot", 169),
            Map.entry("iopl", 172),
            Map.entry("ptrace_init", 101),
            Map.entry("mount", 165),
            Map.entry("setns", 308),
            Map.entry("move_mount", 429),
            Map.entry("fsopen", 430),
            Map.entry("open_tree", 428),
            Map.entry("process_vm_readv", 310),
            Map.entry("personality", 135),
            Map.entry("quotactl", 179),
            Map.entry("acct", 163),
            Map.entry("syslog", 103),
            Map.entry("lookup_dcookie", 212)));

    /** Harmless where they are allowed: they are the server's own business. */
    private static final Set<String> OWN_BUSINESS =
            Set.of("ptrace_init", "personality", "process_vm_readv", "name_to_handle_at");

    /** What gVisor answers out of a kernel of its own. */
    private static final Set<String> OF_GVISOR = Set.of("io_uring_setup", "syslog");

    /** Arguments with which the call would work for whoever may make it; -1 or 0 elsewhere. */
    private static final String SCRIPT = """
            import ctypes, errno, sys
            libc = ctypes.CDLL(None, use_errno=True)
            calls = dict(pair.split('=') for pair in sys.argv[1].split(','))
            zero = ctypes.create_string_buffer(256)
            arguments = {
                'perf_event_open': (zero, 0, -1, -1, 0), 'bpf': (0, zero, 72), 'keyctl': (0, -3, 1), 'userfaultfd': (0,),
                'io_uring_setup': (1, zero), 'settimeofday': (zero, 0), 'clock_settime': (0, zero), 'syslog': (3, zero, 255),
                'personality': (0x0200000,), 'ptrace_init': (16, 1, 0, 0), 'iopl': (3,), 'acct': (0,),
                'add_key': (b'user', b'x', b'y', 1, -3), 'request_key': (b'user', b'x', 0, -3),
                'fsopen': (b'tmpfs', 0), 'open_tree': (-100, b'/', 1), 'mount': (b'none', b'/tmp', b'tmpfs', 0, 0),
            }
            for name, number in sorted(calls.items()):
                ctypes.set_errno(0)
                result = libc.syscall(int(number), *arguments.get(name, (0, 0, 0, 0, 0)))
                print(name, 'WORKS' if result >= 0 else errno.errorcode.get(ctypes.get_errno(), '?'))
            """;

    private final ContainerLab lab;
    private final TestRuntime runtime;

    /**
     * Called by the test class.
     *
     * @param lab the engine
     * @param runtime what its containers run on
     */
    protected HostileCallsContract(ContainerLab lab, TestRuntime runtime) {
        this.lab = lab;
        this.runtime = runtime;
    }

    /**
     * Calls that the engine's own filter lets pass, about which there is advice.
     *
     * @return their names
     * @throws Exception if the engine does not answer
     */
    protected abstract Set<String> knownToPass() throws Exception;

    private static boolean denied(String line) {
        return line.matches("\\w+ (?:EPERM|ENOSYS|EACCES|ENOTSUP|ENODEV)");
    }

    /** What is not denied is told first. */
    @Test
    @Row("B4")
    final void theCallsThatEscapesBeginWithAreDenied(Observed observed) throws Exception {
        Assumptions.assumeTrue(System.getProperty("os.arch").equals("amd64"));
        String calls = CALLS.entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
        Ran ran = lab.run(lab.spec("python3", "-c", SCRIPT, calls)
                .image(lab.image(PYTHON))
                .policy(runtime.policy().build()));
        assertThat(ran.out().lines()).as(ran.err()).hasSize(CALLS.size());
        observed.that(ran.out()
                .lines()
                .sorted(Comparator.comparing(HostileCallsContract::denied))
                .collect(Collectors.joining(", ")));
        Set<String> working = ran.out()
                .lines()
                .filter(line -> !denied(line))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .filter(name -> !OWN_BUSINESS.contains(name))
                .collect(Collectors.toSet());
        assertThat(working).isSubsetOf(runtime.ownKernel() ? OF_GVISOR : knownToPass());
    }
}
