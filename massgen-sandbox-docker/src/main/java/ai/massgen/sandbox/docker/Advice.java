package ai.massgen.sandbox.docker;

import ai.massgen.toolkit.container.RuntimeAdvice;
import java.util.ArrayList;
import java.util.List;

/** Known weaknesses of an engine, by its version and set-up. Distributions backport fixes, so it is advice and no verdict. */
final class Advice {
    private Advice() {}

    static List<String> on(EngineFacts facts) {
        List<String> advice = new ArrayList<>();
        advice.addAll(RuntimeAdvice.runc(facts.runcVersion()));
        docker(facts.version(), advice);
        filter(facts.version(), advice);
        if (!facts.secures("rootless") && !facts.secures("userns")) {
            advice.add("The engine runs containers without user namespaces: root in a container is root outside."
                    + " Rootless mode or userns-remap limits what an escape can do.");
        }
        if (!facts.secures("seccomp")) {
            advice.add("The engine has no seccomp: system calls are not filtered.");
        }
        if (!facts.secures("apparmor") && !facts.secures("selinux")) {
            advice.add(
                    "Neither AppArmor nor SELinux is on: there is no second line behind the container's own limits.");
        }
        if (facts.controlGroups().equals("1")) {
            advice.add("The machine uses control groups of version 1: the limits hold, but a rootless engine could not"
                    + " set them, and kernels and engines are giving that version up.");
        }
        if (facts.operatingSystem().contains("Docker Desktop")) {
            advice.add("Docker Desktop before 4.44.3 has CVE-2025-9074 (containers reach the engine's API over the"
                    + " network): see that it is newer. Tools without a network are not affected.");
        }
        for (String limit : facts.missing()) {
            advice.add("The engine cannot enforce " + limit + " here; check the control groups of its machine.");
        }
        return List.copyOf(advice);
    }

    private static void docker(String version, List<String> advice) {
        if (RuntimeAdvice.older(version, List.of(new int[] {23, 0, 11}, new int[] {25, 0, 5}, new int[] {26, 0, 0}))) {
            advice.add("Docker " + version + " may have CVE-2024-29018 (names can be looked up from internal networks):"
                    + " fixed in 23.0.11, 25.0.5 and 26.0.0. Tools without a network are not affected.");
        }
    }

    private static void filter(String version, List<String> advice) {
        if (RuntimeAdvice.older(version, List.of(new int[] {25, 0, 0}))) {
            advice.add("The system call filter of Docker " + version + " lets containers use io_uring, which Docker 25"
                    + " does not. To close it here: sysctl kernel.io_uring_disabled=2, a seccomp_profile, or gVisor.");
        }
    }
}
