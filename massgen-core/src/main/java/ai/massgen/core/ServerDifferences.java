package ai.massgen.core;

import ai.massgen.core.ToolPins.Difference;
import ai.massgen.core.ToolPins.Server;
import ai.massgen.core.ToolPins.State;
import ai.massgen.core.ToolPins.Tool;
import ai.massgen.core.pin.PinOrigin;
import ai.massgen.core.pin.ServerPin;
import ai.massgen.core.pin.ToolChange;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.text.Visible;
import ai.massgen.core.tool.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares servers with their pins, in the words of the facade. */
final class ServerDifferences {
    private static final int LONGEST = 200;

    private ServerDifferences() {}

    static Server recorded(ToolPlan plan, Optional<ServerPin> pin) {
        State known = pin.isPresent() ? State.PINNED : State.NEW;
        return new Server(
                plan.name(),
                plan.pinned() ? known : State.OFF,
                Inspection.subject(plan).image(),
                pin.flatMap(each -> each.origin().imageId()),
                Inspection.subject(plan).url(),
                pin.map(ServerPin::tools).orElse(List.of()).stream()
                        .map(ServerDifferences::tool)
                        .toList(),
                List.of());
    }

    static Server found(ToolPlan plan, Optional<ServerPin> pin, ServerPin found) {
        List<Difference> differences = pin.filter(each -> plan.pinned())
                .map(each -> between(each, found))
                .orElse(List.of());
        State pinned = differences.isEmpty() ? State.PINNED : State.CHANGED;
        return new Server(
                plan.name(),
                plan.pinned() ? pin.isPresent() ? pinned : State.NEW : State.OFF,
                found.subject().image(),
                found.origin().imageId(),
                found.subject().url(),
                found.tools().stream().map(ServerDifferences::tool).toList(),
                differences);
    }

    private static Tool tool(ToolPin pin) {
        return new Tool(pin.name(), pin.tool().description(), pin.sha256(), Consent.suspicions(pin));
    }

    private static List<Difference> between(ServerPin pin, ServerPin found) {
        List<Difference> differences = new ArrayList<>();
        if (!pin.origin().same(found.origin())) {
            List<String> diff = new ArrayList<>();
            describe(pin.origin()).forEach(line -> diff.add("- " + line));
            describe(found.origin()).forEach(line -> diff.add("+ " + line));
            differences.add(new Difference(Optional.empty(), "changed", diff));
        }
        for (ToolChange change : ToolChange.between(pin.tools(), found.tools())) {
            differences.add(new Difference(
                    Optional.of(change.tool()), change.kind().name().toLowerCase(Locale.ROOT), change.diff()));
        }
        return differences;
    }

    private static List<String> describe(PinOrigin origin) {
        List<String> lines = new ArrayList<>();
        origin.imageId().ifPresent(id -> lines.add("image " + id));
        origin.repoDigest().ifPresent(digest -> lines.add("digest " + Visible.line(digest, LONGEST)));
        lines.add("protocol " + origin.protocol());
        return lines;
    }

    /**
     * The pin with one tool as it was found.
     *
     * @throws IllegalArgumentException if no such tool differs, or more than tools differs
     */
    static ServerPin withTool(Optional<ServerPin> pin, ServerPin found, String tool) {
        String server = found.subject().server();
        ServerPin pinned = pin.orElseThrow(() ->
                new IllegalArgumentException("the server " + server + " is not pinned yet, so approve it as a whole"));
        if (!pinned.origin().same(found.origin())) {
            throw new IllegalArgumentException("the server " + server
                    + " is another one than was pinned, not only in its tools, so approve it as a whole");
        }
        if (ToolChange.between(pinned.tools(), found.tools()).stream()
                .noneMatch(change -> change.tool().equals(tool))) {
            throw new IllegalArgumentException(
                    "no tool named '" + Visible.line(tool, LONGEST) + "' of the server " + server + " differs");
        }
        List<ToolPin> tools = new ArrayList<>();
        pinned.tools().stream()
                .filter(each -> !each.name().equals(tool) || found.tool(tool).isPresent())
                .forEach(each ->
                        tools.add(each.name().equals(tool) ? found.tool(tool).orElseThrow() : each));
        if (pinned.tool(tool).isEmpty()) {
            tools.add(found.tool(tool).orElseThrow());
        }
        return new ServerPin(pinned.subject(), pinned.origin(), tools);
    }
}
