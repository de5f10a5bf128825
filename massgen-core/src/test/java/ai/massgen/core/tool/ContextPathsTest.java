package ai.massgen.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.config.ToolTimeouts;
import ai.massgen.core.egress.EgressList;
import ai.massgen.core.pin.FirstUse;
import ai.massgen.core.pin.LockFile;
import ai.massgen.core.pin.Pins;
import ai.massgen.core.plan.ConfiguredSandbox;
import ai.massgen.core.plan.ToolEffects;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.plan.WorkspacePlan.ContextPath;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.sandbox.MountRules;
import ai.massgen.core.sandbox.Sandboxes;
import ai.massgen.core.workspace.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** W5: what tools may see and change is decided by mounts, and only the presentation may write. */
@Timeout(30)
class ContextPathsTest {
    private static final Alias ADA = new Alias(1);
    private static final String TOOLS = "{\"tools\":[{\"name\":\"look\",\"inputSchema\":{\"type\":\"object\"}},"
            + "{\"name\":\"write\",\"inputSchema\":{\"type\":\"object\"}}]}";

    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final FakeEngine engine = new FakeEngine((server, stderr, number) -> {
        server.on("tools/list", request -> server.reply(request, TOOLS));
        server.on("tools/call", request -> {
            calls.incrementAndGet();
            server.replyText(request, "done");
        });
    });

    @BeforeEach
    void project() throws IOException {
        Files.createDirectories(folder.resolve("project/.git"));
        Files.createDirectories(folder.resolve("project/src"));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private ToolServers servers(boolean planning, ContextPath... contexts) {
        ToolPlan plan = new ToolPlan(
                "files",
                Optional.of(ConfiguredSandbox.of(engine, new FakeEngine.Settings())),
                Optional.empty(),
                Optional.empty(),
                List.of("serve"),
                ToolConfig.Scope.AGENT,
                0,
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                ToolConfig.WorkspaceAccess.READ_WRITE,
                List.of(contexts),
                new ToolEffects(planning, List.of("look"), false),
                IsolationPolicy.LOCKED,
                EgressList.NONE,
                new ToolTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMinutes(30)),
                false,
                true,
                List.of(),
                ToolPlan.Manner.DEFAULT);
        Workspaces workspaces = Workspaces.create(folder.resolve(".massgen"), "run-1");
        Sandboxes sandboxes = new Sandboxes(InstantSource.system(), Map.of(), event -> {});
        opened.add(sandboxes);
        MountRules mounts = new MountRules(
                folder, List.of(folder), workspaces.runs(), workspaces.empty(), folder.resolve("home"), Map.of());
        ToolServers servers = new ToolServers(
                Map.of("files", plan),
                ByteSize.parse("1KiB"),
                List.of(),
                new ToolSite(
                        "run-1",
                        sandboxes,
                        mounts,
                        workspaces,
                        new Pins(new LockFile(folder), false, FirstUse.TRUST),
                        new Oversight(false, FirstUse.TRUST, CallPermission.NOBODY),
                        Optional.empty(),
                        new StartSignal(List.of("agent1", "agent2")),
                        event -> {}),
                System::nanoTime);
        opened.add(servers);
        return servers;
    }

    private static ContextPath project(boolean writable, String... protectedPaths) {
        return new ContextPath(
                Path.of("project"),
                "/context/project",
                writable,
                List.of(protectedPaths).stream().map(Path::of).toList());
    }

    private static ToolResult call(Toolbox tools, String name) throws InterruptedException {
        return tools.call(new ToolCall("c1", "files__" + name, Json.EMPTY_OBJECT));
    }

    private static Map<String, Mount.Access> mounts(ProcessSpec spec) {
        return spec.mounts().stream().collect(Collectors.toMap(Mount::target, Mount::access));
    }

    @Test
    void untilThePresentationEverybodyReadsOnly() throws Exception {
        ToolServers servers = servers(false, project(true, ".git"));
        call(servers.forAgent(ADA, List.of("files")), "look");

        assertThat(mounts(engine.started.getFirst()))
                .containsOnly(
                        Map.entry("/workspace", Mount.Access.READ_WRITE),
                        Map.entry("/peers", Mount.Access.READ_ONLY),
                        Map.entry("/context/project", Mount.Access.READ_ONLY),
                        Map.entry("/context/project/.git", Mount.Access.READ_ONLY));
    }

    @Test
    void thePresenterWritesWhereItMayAndWhatIsProtectedStaysSo() throws Exception {
        ToolServers servers = servers(false, project(true, ".git"));
        call(servers.forAgent(ADA, List.of("files")), "look");
        call(servers.forAgent(ADA, List.of("files"), Stage.PRESENTATION), "write");

        assertThat(engine.started).hasSize(2);
        assertThat(engine.started.get(1).name())
                .isNotEqualTo(engine.started.get(0).name());
        assertThat(mounts(engine.started.get(1)))
                .containsEntry("/context/project", Mount.Access.READ_WRITE)
                .containsEntry("/context/project/.git", Mount.Access.READ_ONLY);
    }

    /** W2: no start that is not needed. */
    @Test
    void aServerThatMayDoNoMoreInThePresentationGoesOn() throws Exception {
        ToolServers servers = servers(false, project(false));
        call(servers.forAgent(ADA, List.of("files")), "look");
        call(servers.forAgent(ADA, List.of("files"), Stage.PRESENTATION), "look");

        assertThat(engine.started).hasSize(1);
    }

    @Test
    void aProtectedPathThatLeadsElsewhereRefusesTheServer() throws Exception {
        Files.createSymbolicLink(folder.resolve("project/out"), folder);
        Toolbox tools = servers(false, project(true, "out")).forAgent(ADA, List.of("files"));

        assertThat(call(tools, "look").text()).contains("does not lie below");
        assertThat(engine.started).isEmpty();
    }

    @Test
    void aContextPathThatLeadsOutIsRefused() throws Exception {
        Files.createDirectories(folder.resolve("inside"));
        Path outside = Files.createTempDirectory("outside");
        Files.createSymbolicLink(folder.resolve("link"), outside);
        ContextPath link = new ContextPath(Path.of("link"), "/context/link", false, List.of());

        assertThat(call(servers(false, link).forAgent(ADA, List.of("files")), "look")
                        .text())
                .contains("below none of the allowed folders");
        Files.delete(outside);
    }

    @Test
    void whenPlanningAToolThatMayChangeSomethingWaitsForThePresentation() throws Exception {
        ToolServers servers = servers(true, project(false));
        Toolbox before = servers.forAgent(ADA, List.of("files"));

        assertThat(call(before, "look").error()).isFalse();
        assertThat(call(before, "write").error()).isTrue();
        assertThat(call(before, "write").text()).contains("waits for the presentation");
        assertThat(call(servers.forAgent(ADA, List.of("files"), Stage.PRESENTATION), "write")
                        .text())
                .isEqualTo("done");
        assertThat(calls).hasValue(2);
    }
}
