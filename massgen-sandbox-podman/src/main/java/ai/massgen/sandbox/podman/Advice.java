package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.Control;
import ai.massgen.toolkit.container.RuntimeAdvice;
import java.util.ArrayList;
import java.util.List;

/** Known weaknesses of a Podman, by its version and set-up. Distributions backport fixes, so it is advice and no verdict. */
final class Advice {
    private Advice() {}

    static List<String> on(PodmanFacts facts) {
        List<String> advice = new ArrayList<>();
        if (facts.runtime().equals("runc")) {
            advice.addAll(RuntimeAdvice.runc(facts.runtimeVersion()));
        }
        if (!facts.rootless()) {
            advice.add("Podman runs as root and without user namespaces: root in a container is root outside. Podman"
                    + " without root limits what an escape can do.");
        }
        if (!facts.seccomp()) {
            advice.add("Podman has no seccomp: system calls are not filtered.");
        } else {
            advice.add(
                    "The system call filter that Podman comes with lets containers make user namespaces, join namespaces"
                            + " and use the kernel's keys (keyctl), which Docker's does not. To close that: a"
                            + " seccomp_profile, or for user namespaces sysctl user.max_user_namespaces=0 if Podman has"
                            + " root.");
        }
        if (!facts.appArmor() && !facts.seLinux()) {
            advice.add(
                    "Neither AppArmor nor SELinux is on: there is no second line behind the container's own limits.");
        }
        for (Control control : List.of(Control.MEMORY, Control.CPU, Control.PIDS)) {
            if (facts.unavailable().contains(control)) {
                advice.add("Podman cannot limit " + control.label() + " here"
                        + (facts.rootless()
                                ? ": without root that takes control groups of version 2 (this machine has "
                                        + facts.controlGroups() + ") and their delegation to the user (systemd:"
                                        + " Delegate=yes for user@.service)."
                                : "; check the control groups of its machine."));
            }
        }
        if (facts.seLinux()) {
            advice.add("SELinux keeps containers from folders that are not labelled for them: label what you mount with"
                    + " chcon -t container_file_t, which Podman's :Z option would do.");
        }
        advice.add("All containers get Podman's own runtime, " + facts.runtime()
                + ": Podman 4 ignores one that is named for a container, and such a tool does not start.");
        return List.copyOf(advice);
    }
}
