package ai.massgen.core.sandbox;

import ai.massgen.api.sandbox.AddedCapability;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a program in a container sees of the walls around it. The questions are shell, and mostly what every shell can do by
 * itself, because a tool's image may hold little else.
 */
public final class InsideProbe {
    /** What runs in the container instead of the server. Writes lines of the form {@code name=answer}. */
    public static final String SCRIPT = """
            exec 2>/dev/null
            while read -r key value rest; do
              case $key in Uid:|CapBnd:|NoNewPrivs:|Seccomp:) echo "$key$value" ;; esac
            done </proc/self/status
            can() { if ( : >"$2" ); then echo "$1=yes"; else echo "$1=no"; fi; }
            can root /massgen-probe
            can etc /etc/massgen-probe
            can tmp /tmp/massgen-probe
            can shm /dev/shm/massgen-probe
            can sysctl /proc/sys/kernel/domainname
            can sysrq /proc/sysrq-trigger
            if command -v chmod >/dev/null; then
              printf '#!/bin/sh\necho ran=yes\n' >/tmp/massgen-run && chmod 755 /tmp/massgen-run && { /tmp/massgen-run || echo ran=no; }
            fi
            faces=
            while read -r name rest; do case $name in *:*) faces="$faces ${name%%:*}" ;; esac; done </proc/net/dev
            echo "interfaces=$faces"
            echo "files=$(ulimit -n)"
            echo "core=$(ulimit -c)"
            for s in /var/run/docker.sock /run/docker.sock /run/podman/podman.sock; do [ ! -S "$s" ] || echo "socket=$s"; done
            for d in /dev/sda /dev/vda /dev/nvme0n1 /dev/mem /dev/kmsg; do [ ! -e "$d" ] || echo "device=$d"; done
            echo end=yes
            """;

    private final IsolationPolicy policy;
    private final Map<String, String> answers = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private InsideProbe(IsolationPolicy policy, String output) {
        this.policy = policy;
        for (String line : output.lines().toList()) {
            int end = line.indexOf('=') < 0 ? line.indexOf(':') : line.indexOf('=');
            if (end > 0) {
                answers.merge(line.substring(0, end), line.substring(end + 1).strip(), (a, b) -> a + " " + b);
            }
        }
    }

    /**
     * One answer. Immutable.
     *
     * @param what what was asked
     * @param expected what the policy promises
     * @param seen what was seen
     * @param held whether the promise holds, empty if that could not be seen
     */
    public record Finding(String what, String expected, String seen, Optional<Boolean> held) {}

    /**
     * Compares the answers with what was asked for.
     *
     * @param policy how the container was locked in, with the user that it was given
     * @param output what {@link #SCRIPT} wrote
     * @return a finding for each question
     */
    public static List<Finding> judge(IsolationPolicy policy, String output) {
        InsideProbe probe = new InsideProbe(policy, output);
        probe.privileges();
        probe.files();
        probe.limits();
        return List.copyOf(probe.findings);
    }

    private void privileges() {
        switch (policy.user()) {
            case ai.massgen.api.sandbox.RunAs.Ids ids -> equal("user id", Integer.toString(ids.uid()), "Uid");
            case ai.massgen.api.sandbox.RunAs.ImageUser image ->
                add("user id", "not root", answer("Uid"), answer("Uid").map(uid -> !uid.equals("0")));
        }
        equal("capabilities", "%016x".formatted(mask()), "CapBnd");
        equal("no gain of privileges", "1", "NoNewPrivs");
        // a kernel in user space filters outside of what a program sees
        add(
                "system call filter",
                "2",
                answer("Seccomp"),
                answer("Seccomp").filter(mode -> !mode.equals("0")).map("2"::equals));
    }

    private long mask() {
        long mask = 0;
        for (AddedCapability capability : policy.addedCapabilities()) {
            mask |= switch (capability) {
                case CHOWN -> 1;
                case DAC_OVERRIDE -> 1 << 1;
                case FOWNER -> 1 << 3;
                case KILL -> 1 << 5;
                case SETGID -> 1 << 6;
                case SETUID -> 1 << 7;
                case NET_BIND_SERVICE -> 1 << 10;
            };
        }
        return mask;
    }

    private void files() {
        if (policy.readOnlyRoot()) {
            equal("write to the root file system", "no", "root");
            equal("write to /etc", "no", "etc");
        }
        equal("write to /tmp", "yes", "tmp");
        equal("run a program from /tmp", "no", "ran");
        if (!policy.privateIpc()) {
            equal("write to shared memory", "no", "shm");
        }
        equal("write a setting of the kernel", "no", "sysctl");
        equal("write to sysrq-trigger", "no", "sysrq");
        none("engine sockets", "socket");
        none("devices of the host", "device");
    }

    private void limits() {
        if (policy.network() == Network.NONE) {
            equal("network interfaces", "lo", "interfaces");
        }
        equal("open files", Integer.toString(policy.limits().openFiles()), "files");
        equal("size of core dumps", "0", "core");
    }

    private Optional<String> answer(String name) {
        return Optional.ofNullable(answers.get(name)).filter(answer -> !answer.isEmpty());
    }

    private void equal(String what, String expected, String name) {
        add(what, expected, answer(name), answer(name).map(expected::equals));
    }

    /** Silence is good only if the probe came to its end. */
    private void none(String what, String name) {
        Optional<Boolean> held = answer("end").map(end -> answer(name).isEmpty());
        add(what, "none", held.isEmpty() ? Optional.empty() : answer(name).or(() -> Optional.of("none")), held);
    }

    private void add(String what, String expected, Optional<String> seen, Optional<Boolean> held) {
        findings.add(new Finding(what, expected, seen.orElse("cannot be seen"), held));
    }
}
