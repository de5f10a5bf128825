package ai.massgen.sandbox.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Known weaknesses of an engine, by its version and set-up. Distributions backport fixes, so it is advice and no verdict. */
final class Advice {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

    private Advice() {}

    static List<String> on(EngineFacts facts) {
        List<String> advice = new ArrayList<>();
        runc(facts.runcVersion(), advice);
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

    private static void runc(String version, List<String> advice) {
        if (older(version, List.of(new int[] {1, 1, 12}))) {
            advice.add("runc " + version + " may have CVE-2024-21626 (escape through a leaked file descriptor): fixed"
                    + " in 1.1.12; check whether your distribution has backported it.");
        }
        if (older(version, List.of(new int[] {1, 2, 8}, new int[] {1, 3, 3}, new int[] {1, 4, 0}))) {
            advice.add("runc " + version + " may have CVE-2025-31133, CVE-2025-52565 and CVE-2025-52881 (escape by"
                    + " racing mounts): fixed in 1.2.8, 1.3.3 and 1.4.0; user namespaces are the main mitigation.");
        }
    }

    private static void docker(String version, List<String> advice) {
        if (older(version, List.of(new int[] {23, 0, 11}, new int[] {25, 0, 5}, new int[] {26, 0, 0}))) {
            advice.add("Docker " + version + " may have CVE-2024-29018 (names can be looked up from internal networks):"
                    + " fixed in 23.0.11, 25.0.5 and 26.0.0. Tools without a network are not affected.");
        }
    }

    private static void filter(String version, List<String> advice) {
        if (older(version, List.of(new int[] {25, 0, 0}))) {
            advice.add("The system call filter of Docker " + version + " lets containers use io_uring, which Docker 25"
                    + " does not. To close it here: sysctl kernel.io_uring_disabled=2, a seccomp_profile, or gVisor.");
        }
    }

    /** Whether a version is older than the fix of its own line: of the same major and minor, or the first later one. */
    static boolean older(String version, List<int[]> fixes) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return false;
        }
        int[] have = {number(matcher, 1), number(matcher, 2), number(matcher, 3)};
        for (int[] fix : fixes) {
            boolean sameLine = have[0] == fix[0] && have[1] == fix[1];
            boolean lineBefore = have[0] < fix[0] || (have[0] == fix[0] && have[1] < fix[1]);
            if (sameLine) {
                return have[2] < fix[2];
            }
            if (lineBefore) {
                return true;
            }
        }
        return false;
    }

    private static int number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }
}
