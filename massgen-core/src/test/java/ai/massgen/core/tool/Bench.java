package ai.massgen.core.tool;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.config.ToolTimeouts;
import ai.massgen.core.egress.EgressList;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.mcp.Handshake;
import ai.massgen.core.mcp.ScriptedPeer;
import ai.massgen.core.pin.FirstUse;
import ai.massgen.core.pin.LockFile;
import ai.massgen.core.pin.Pins;
import ai.massgen.core.plan.ConfiguredSandbox;
import ai.massgen.core.plan.RemotePlan;
import ai.massgen.core.plan.ToolEffects;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.sandbox.MountRules;
import ai.massgen.core.sandbox.Sandboxes;
import ai.massgen.core.workspace.Workspaces;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Tool servers of runs inside a test, on a clock that the test moves. */
final class Bench implements AutoCloseable {
    static final Alias ADA = new Alias(1);
    static final Alias BEN = new Alias(2);
    static final String RUN = "20261122-145501-k3f9q2";

    final List<SessionEvent> events = Collections.synchronizedList(new ArrayList<>());
    final AtomicLong now = new AtomicLong(1);
    /** What is held back until somebody has waited long enough. */
    final BlockingQueue<Runnable> waits = new LinkedBlockingQueue<>();

    private final Path folder;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    /** What all runs share. */
    WarmServers pool;

    private int runs;

    /** The signal of the last run. */
    StartSignal signal = new StartSignal(List.of());

    Bench(Path folder) {
        this.folder = folder;
        this.pool = pool(8);
    }

    /** Runs that come share a pool with so many starts at once. */
    void startsOfPool(int atOnce) {
        pool = pool(atOnce);
    }

    private WarmServers pool(int startsAtOnce) {
        WarmServers made = new WarmServers(
                new Sandboxes(InstantSource.system(), Map.of(), events::add, startsAtOnce), now::get, false);
        opened.push(made);
        return made;
    }

    /** How the servers of a run are configured; what is not said is as by default. */
    static final class Options {
        private ToolConfig.Scope scope = ToolConfig.Scope.AGENT;
        private int warm;
        private List<String> allow = List.of();
        private List<String> command = List.of("serve");
        private boolean pinned = true;
        private boolean locked;
        private FirstUse firstUse = FirstUse.TRUST;
        private int startsAtOnce = 8;
        private boolean required = true;
        private List<String> approve = List.of();
        private CallPermission permission = CallPermission.NOBODY;
        private List<LocalTool> localTools = List.of();
        private ToolPlan.Manner manner = ToolPlan.Manner.DEFAULT;

        Options manner(boolean resources, boolean prompts) {
            manner = new ToolPlan.Manner(Handshake.AUTO, resources, prompts, Optional.empty());
            return this;
        }

        Options notRequired() {
            required = false;
            return this;
        }

        Options approve(CallPermission who, String... tools) {
            permission = who;
            approve = List.of(tools);
            return this;
        }

        Options localTools(LocalTool... tools) {
            localTools = List.of(tools);
            return this;
        }

        Options scope(ToolConfig.Scope which) {
            scope = which;
            return this;
        }

        Options warm(int number) {
            warm = number;
            return this;
        }

        Options allow(String... names) {
            allow = List.of(names);
            return this;
        }

        Options command(String... words) {
            command = List.of(words);
            return this;
        }

        Options unpinned() {
            pinned = false;
            return this;
        }

        Options locked() {
            locked = true;
            return this;
        }

        Options startsAtOnce(int number) {
            startsAtOnce = number;
            return this;
        }

        Options firstUse(FirstUse who) {
            firstUse = who;
            return this;
        }
    }

    static String tools(String... names) {
        StringBuilder list = new StringBuilder();
        for (String name : names) {
            list.append(list.isEmpty() ? "" : ",").append(tool(name, "Does it."));
        }
        return "{\"tools\":[" + list + "]}";
    }

    static String tool(String name, String description) {
        return "{\"name\":\"%s\",\"description\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}"
                .formatted(name, description);
    }

    /** A server with one tool that answers with its own number. */
    static void honest(ScriptedPeer server, int number) {
        server.on("tools/list", request -> server.reply(request, tools("look")));
        server.on("tools/call", request -> server.replyText(request, "answer of server " + number));
    }

    static FakeEngine honestEngine() {
        return new FakeEngine((server, stderr, number) -> honest(server, number));
    }

    ToolServers servers(FakeEngine engine) {
        return servers(engine, new Options());
    }

    /** The servers of one more run; they are named files. */
    ToolServers servers(FakeEngine engine, Options options) {
        return servers(Map.of("files", engine), options);
    }

    /** The servers of one more run, by name, in the order of their names. */
    ToolServers servers(Map<String, FakeEngine> engines, Options options) {
        Map<String, ToolPlan> plans = new LinkedHashMap<>();
        engines.keySet().stream()
                .sorted()
                .forEach(name -> plans.put(name, plan(name, Objects.requireNonNull(engines.get(name)), options)));
        return run(plans, options);
    }

    /** The server of one more run that runs elsewhere; it is named files. */
    ToolServers remote(RemotePlan remote, Options options) {
        return run(Map.of("files", plan("files", Optional.empty(), Optional.of(remote), options)), options);
    }

    private ToolServers run(Map<String, ToolPlan> plans, Options options) {
        runs++;
        Workspaces workspaces = Workspaces.create(folder.resolve(".massgen"), runs == 1 ? RUN : RUN + "-" + runs);
        Sandboxes sandboxes = options.warm > 0
                ? pool.beside(events::add)
                : new Sandboxes(InstantSource.system(), Map.of(), events::add, options.startsAtOnce);
        opened.push(sandboxes);
        MountRules mounts = new MountRules(
                folder, List.of(folder), workspaces.runs(), workspaces.empty(), folder.resolve("home"), Map.of());
        signal = new StartSignal(List.of(ADA.toString(), BEN.toString()), waits::add);
        ToolServers servers = new ToolServers(
                plans,
                ByteSize.parse("1KiB"),
                options.localTools,
                new ToolSite(
                        RUN,
                        sandboxes,
                        mounts,
                        workspaces,
                        new Pins(new LockFile(folder), options.locked, options.firstUse),
                        new Oversight(options.locked, options.firstUse, options.permission),
                        Optional.of(pool),
                        signal,
                        events::add),
                now::get);
        opened.push(servers);
        return servers;
    }

    private static ToolPlan plan(String name, FakeEngine engine, Options options) {
        return plan(
                name, Optional.of(ConfiguredSandbox.of(engine, new FakeEngine.Settings())), Optional.empty(), options);
    }

    private static ToolPlan plan(
            String name, Optional<ConfiguredSandbox<?>> engine, Optional<RemotePlan> remote, Options options) {
        return new ToolPlan(
                name,
                engine,
                remote,
                Optional.empty(),
                remote.isPresent() ? List.of() : options.command,
                options.scope,
                options.warm,
                List.of(),
                Map.of("LANG", "C"),
                Map.of(),
                options.allow,
                ToolConfig.WorkspaceAccess.NONE,
                List.of(),
                new ToolEffects(false, List.of(), false),
                IsolationPolicy.LOCKED,
                EgressList.NONE,
                new ToolTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMinutes(30)),
                options.pinned,
                options.required,
                options.approve,
                options.manner);
    }

    <E extends SessionEvent> List<E> all(Class<E> type) {
        return List.copyOf(events).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    public void close() {
        opened.forEach(each -> {
            try {
                each.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }
}
