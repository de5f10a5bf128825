package ai.massgen.cli;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.core.Installation.ContainerInfo;
import ai.massgen.core.ToolContainment;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the sandbox commands print: lines for people, or one JSON object a line. */
final class SandboxLines {
    private final PrintStream out;
    private final Prose prose;
    private final boolean json;

    SandboxLines(Terminal terminal, boolean json) {
        this.out = terminal.out();
        this.prose = Prose.on(terminal);
        this.json = json;
    }

    private void object(Map<String, ?> members) {
        out.print(JsonText.of(members) + "\n");
    }

    private static Map<String, Object> members(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }

    void explain(List<ToolContainment> servers) {
        for (ToolContainment server : servers) {
            if (json) {
                object(members(
                        "server", server.server(),
                        "sandbox", server.sandbox(),
                        "isolated", server.isolated(),
                        "remote", server.remote(),
                        "runs", server.runs(),
                        "controls", server.controls()));
            } else {
                prose.write(title(server));
                server.runs().forEach((name, value) -> prose.write("  " + name + ": " + value));
                server.controls().forEach((name, value) -> prose.write("  " + name + ": " + value));
            }
        }
    }

    private static String title(ToolContainment server) {
        if (server.remote()) {
            return server.server() + " runs elsewhere: remote, no container";
        }
        return server.server() + " in " + server.sandbox()
                + (server.isolated() ? "" : ": NO ISOLATION, it can do whatever you can");
    }

    void elsewhere(ToolContainment server) {
        if (json) {
            object(members("server", server.server(), "sandbox", server.sandbox(), "remote", true));
        } else {
            prose.write(server.server() + ": runs elsewhere, no container to check");
        }
    }

    void unisolated(ToolContainment server) {
        if (json) {
            object(members("server", server.server(), "sandbox", server.sandbox(), "isolated", false, "held", false));
        } else {
            prose.write(server.server() + ": NO ISOLATION, nothing to check");
        }
    }

    void check(ToolContainment.Check check) {
        if (json) {
            object(members(
                    "server", check.server(),
                    "container", check.container(),
                    "held", check.held(),
                    "evidence",
                            check.evidence().stream().map(SandboxLines::members).toList(),
                    "inside", check.inside().stream().map(SandboxLines::members).toList()));
            return;
        }
        prose.write(check.server() + ": " + (check.held() ? "everything that should be in force is" : "NOT ENFORCED"));
        for (Evidence entry : check.evidence()) {
            prose.write("  " + lower(entry.source()) + " " + entry.control().label() + ": " + lower(entry.status())
                    + ", asked for " + entry.asked() + ", got " + entry.got());
        }
        if (check.inside().isEmpty()) {
            prose.write("  inside: not asked, the image has no shell");
        }
        for (ToolContainment.Check.Finding finding : check.inside()) {
            prose.write("  inside " + finding.what() + ": "
                    + finding.held()
                            .map(held -> held ? "as promised" : "NOT AS PROMISED")
                            .orElse("cannot be seen")
                    + ", expected " + finding.expected() + ", saw " + finding.seen());
        }
    }

    private static Map<String, Object> members(Evidence entry) {
        return members(
                "control", entry.control().label(),
                "status", lower(entry.status()),
                "source", lower(entry.source()),
                "asked", entry.asked(),
                "got", entry.got());
    }

    private static Map<String, Object> members(ToolContainment.Check.Finding finding) {
        return members(
                "what", finding.what(), "expected", finding.expected(), "seen", finding.seen(), "held", finding.held());
    }

    void containers(List<ContainerInfo> found) {
        if (found.isEmpty() && !json) {
            prose.write("no containers of MassGen");
        }
        for (ContainerInfo container : found) {
            if (json) {
                object(members(container));
            } else {
                prose.write(container.name() + "  " + container.state() + ", "
                        + container.created().map(SandboxLines::age).orElse("age unknown") + ", run "
                        + label(container, SandboxLabels.RUN) + ", owner " + lower(container.owner())
                        + (container.abandoned() ? ", a sweep removes it" : ""));
            }
        }
    }

    void removed(List<ContainerInfo> removed) {
        if (removed.isEmpty() && !json) {
            prose.write("nothing to remove");
        }
        for (ContainerInfo container : removed) {
            if (json) {
                object(members(container));
            } else {
                prose.write("removed " + container.name());
            }
        }
    }

    private static Map<String, Object> members(ContainerInfo container) {
        return members(
                "id", container.id(),
                "name", container.name(),
                "state", container.state(),
                "run", label(container, SandboxLabels.RUN),
                "agent", label(container, SandboxLabels.AGENT),
                "server", label(container, SandboxLabels.SERVER),
                "created", container.created(),
                "owner", lower(container.owner()),
                "abandoned", container.abandoned());
    }

    private static String label(ContainerInfo container, String name) {
        return container.labels().getOrDefault(name, "unknown");
    }

    private static String age(Instant created) {
        Duration age = Duration.between(created, Instant.now());
        return age.toMinutes() < 2 ? age.toSeconds() + " s old" : age.toMinutes() + " min old";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
