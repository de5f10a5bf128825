package ai.massgen.core;

import ai.massgen.core.plan.RemotePlan;
import ai.massgen.core.plan.ToolPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** Says in words how a tool server that runs elsewhere is reached. */
final class RemoteWords {
    private RemoteWords() {}

    static ToolContainment explain(ToolPlan tool, RemotePlan remote) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("url", remote.target() + (remote.target().query().isPresent() ? " and a query" : ""));
        words.put("container", "none: it runs elsewhere, and what it does there is not held in by anything here");
        words.put(
                "addresses",
                remote.allowPrivate()
                        ? "also this machine and its network, also unencrypted"
                        : "the internet only, encrypted only");
        words.put(
                "headers",
                remote.headerNames().isEmpty() ? "none" : String.join(", ", new TreeSet<>(remote.headerNames())));
        Trials.common(tool, words);
        return new ToolContainment(tool.name(), "remote", false, true, words, Map.of());
    }
}
