package ai.massgen.core.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A whole configuration in the old form, converted part by part. Used once. */
final class OldDocument {
    private static final String COORDINATION = "coordination.";

    /** What the old form took if nothing was said. */
    private static final String OLD_RUN_LIMIT = "30m";

    private static final String MOST_ANSWERS = "max_new_answers_per_agent";

    private final OldNode root;
    private final Set<String> ids = new HashSet<>();
    private final OldNotes notes;
    private final OldServers servers;
    private final Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> coordination = new LinkedHashMap<>();
    private final List<@Nullable Object> contexts = new ArrayList<>();

    OldDocument(OldNode root, OldNotes notes) {
        this.root = root;
        this.notes = notes;
        this.servers = new OldServers(notes);
    }

    Map<String, @Nullable Object> convert() {
        tree.put("version", 1);
        List<@Nullable Object> agents = new ArrayList<>();
        root.take("agents", list -> OldNode.items(list).forEach(each -> agents.add(agent(each, agents.size() + 1))));
        root.take("agent", each -> {
            notes.moved(each, "agents, a list");
            agents.add(agent(each, 1));
        });
        tree.put("agents", agents);
        root.take("orchestrator", each -> orchestrator(new OldNode(each)));
        Map<String, @Nullable Object> limits = new LinkedHashMap<>(Map.of("run", OLD_RUN_LIMIT));
        root.take("timeout_settings", each -> limits(new OldNode(each), limits));
        root.take("ui", each -> notes.lost(each, "is not converted", "massgen run --help shows how runs are shown"));
        root.take(
                "memory",
                each -> notes.lost(each, "is not converted", "agents[].context_tokens bounds a conversation"));
        root.rest().forEach(this::unknown);
        if (!coordination.containsKey(MOST_ANSWERS)) {
            notes.lost(
                    root.spot(),
                    "sets no limit to the answers of an agent; now an agent gives two at most",
                    "write coordination." + MOST_ANSWERS + " for another number");
        }
        put("tools", servers.tools());
        put("coordination", coordination);
        put("limits", limits);
        put("workspace", contexts.isEmpty() ? Map.of() : Map.of("context_paths", contexts));
        return tree;
    }

    private void put(String key, Map<String, ?> section) {
        if (!section.isEmpty()) {
            tree.put(key, section);
        }
    }

    private void unknown(Spot spot) {
        notes.lost(spot, "is no key that is converted", "see docs/configuration.md");
    }

    private Map<String, @Nullable Object> agent(Spot spot, int number) {
        OldNode old = new OldNode(spot);
        Map<String, @Nullable Object> agent = new LinkedHashMap<>();
        agent.put("id", "agent" + number);
        old.take("id", id -> {
            String name = OldNames.free(OldNames.of(OldNode.text(id), "agent" + number), ids::contains);
            ids.add(name);
            agent.put("id", name);
            if (!name.equals(OldNode.text(id))) {
                notes.lost(id, "is written differently now: " + name, "");
            }
        });
        List<String> tools = new ArrayList<>();
        old.take("backend", each -> {
            OldNode backend = new OldNode(each);
            OldBackend converted = new OldBackend(backend, notes);
            agent.put("backend", converted.convert());
            if (!converted.providerTools().isEmpty()) {
                agent.put("provider_tools", converted.providerTools());
            }
            tools(backend, tools);
        });
        old.take("system_message", each -> {
            notes.moved(each, "system");
            agent.put("system", OldNode.value(each.node()));
        });
        old.rest().forEach(this::unknown);
        agent.put("tools", tools);
        return agent;
    }

    private void tools(OldNode backend, List<String> names) {
        backend.take("mcp_servers", each -> names.addAll(servers.add(each)));
        backend.take("cwd", lost("is made anew for each run", "give a tool workspace: read-write to see it"));
        backend.take("agent_temporary_workspace", lost("is not needed", "tools with a workspace see /peers"));
        backend.take("context_paths", this::contexts);
        backend.take("allowed_tools", lost("is not converted", "write tools.<name>.allow"));
        backend.take("exclude_tools", lost("is not converted", "list the tools to keep under tools.<name>.allow"));
        backend.take("custom_tools", lost("names Python functions, which is not converted", "make them an MCP server"));
        backend.take(
                "enable_mcp_command_line",
                lost("is not converted", "give the agent a tool with commands: true, see docs/sandbox.md"));
        backend.rest().forEach(this::unknown);
    }

    private Consumer<Spot> lost(String why, String what) {
        return spot -> notes.lost(spot, why, what);
    }

    private void contexts(Spot list) {
        notes.moved(list, "workspace.context_paths");
        for (Spot each : OldNode.items(list)) {
            Object value = OldNode.value(each.node());
            if (!contexts.contains(value)) {
                contexts.add(value);
            }
        }
    }

    private void orchestrator(OldNode old) {
        keep(old, "voting_sensitivity");
        keep(old, MOST_ANSWERS);
        keep(old, "answer_novelty_requirement");
        keep(old, "skip_coordination_rounds");
        old.take("context_paths", this::contexts);
        old.take("coordination", each -> coordination(new OldNode(each)));
        old.take("timeout", lost("was documented and had no effect", "write limits.run, such as 30m"));
        for (String folder : List.of("snapshot_storage", "agent_temporary_workspace", "session_storage")) {
            old.take(folder, lost("is not needed", "runs keep everything below workspace.directory"));
        }
        old.take("debug_final_answer", lost("is not converted", ""));
        old.rest().forEach(this::unknown);
    }

    private void keep(OldNode old, String key) {
        old.take(key, spot -> {
            notes.moved(spot, COORDINATION + key);
            coordination.put(key, OldNode.value(spot.node()));
        });
    }

    private void coordination(OldNode old) {
        old.take("enable_planning_mode", spot -> {
            notes.moved(spot, COORDINATION + "planning");
            coordination.put("planning", OldNode.value(spot.node()));
        });
        old.take("max_orchestration_restarts", spot -> {
            notes.moved(spot, COORDINATION + "max_restarts");
            coordination.put("max_restarts", OldNode.value(spot.node()));
        });
        old.take("planning_mode_instruction", lost("is not converted", "write it into agents[].system"));
        old.rest().forEach(this::unknown);
    }

    private void limits(OldNode old, Map<String, @Nullable Object> limits) {
        old.take("orchestrator_timeout_seconds", spot -> {
            notes.moved(spot, "limits.run, such as 30m");
            limits.put("run", OldNode.text(spot).replaceFirst("\\..*", "") + "s");
        });
        old.rest().forEach(this::unknown);
    }
}
