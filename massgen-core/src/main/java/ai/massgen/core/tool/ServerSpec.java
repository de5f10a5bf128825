package ai.massgen.core.tool;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.plan.WorkspacePlan;
import ai.massgen.core.sandbox.MountRules;
import ai.massgen.core.workspace.Workspaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one server process needs of this machine, checked. Immutable.
 *
 * @param server the server
 * @param user whom it works for
 * @param mounts the folders that the user named, with what must still be true after the start
 * @param workspace the agent's own folder, if the server sees it
 * @param peers the folder of what peers' workspaces looked like, if the server sees it
 */
record ServerSpec(
        ToolPlan server,
        ServerUser user,
        List<MountRules.Checked> mounts,
        Optional<Workspaces.Workspace> workspace,
        Optional<Path> peers) {
    static final String WORKSPACE = "/workspace";
    static final String TMP = "/tmp";
    private static final String PEERS = "/peers";

    /**
     * Checks what a server asks for.
     *
     * @throws ai.massgen.api.sandbox.SandboxException if it asks for something that it must not see
     */
    static ServerSpec of(ToolPlan server, ServerUser user, ToolSite site) {
        List<MountRules.Checked> mounts = new ArrayList<>(server.mounts().stream()
                .map(mount -> site.mounts().check(mount.path(), mount.target(), mount.access()))
                .toList());
        server.contexts().forEach(context -> mounts.addAll(checked(context, user.stage(), site)));
        Optional<Workspaces.Workspace> workspace = server.workspace() == ToolConfig.WorkspaceAccess.NONE
                ? Optional.empty()
                : user.agent().map(site.workspaces()::of);
        Optional<Path> peers = workspace.map(folder -> site.workspaces().peers());
        return new ServerSpec(server, user, List.copyOf(mounts), workspace, peers);
    }

    private static List<MountRules.Checked> checked(WorkspacePlan.ContextPath context, Stage stage, ToolSite site) {
        boolean writes = context.writable() && stage == Stage.PRESENTATION;
        List<MountRules.Checked> checked = new ArrayList<>();
        checked.add(site.mounts()
                .check(context.path(), context.target(), writes ? Mount.Access.READ_WRITE : Mount.Access.READ_ONLY));
        for (Path path : context.protectedPaths()) {
            checked.add(site.mounts().checkBelow(context.path(), path, context.target()));
        }
        return checked;
    }

    /** The process, the {@code number}th of this server for this user. */
    ProcessSpec process(ToolSite site, Optional<ImageId> image, int number) {
        String stage = user.stage() == Stage.PRESENTATION ? "-presentation" : "";
        String name = "massgen-" + site.run() + "-" + user + "-" + server.name() + stage;
        ProcessSpec.Builder builder = ProcessSpec.builder(number == 1 ? name : name + "-" + number)
                .command(server.command())
                .environment(environment())
                .secrets(server.secrets())
                .mounts(allMounts())
                .labels(labels(site))
                .policy(server.policy().withUser(runAs()))
                .lifetime(server.timeouts().lifetime());
        image.ifPresent(builder::image);
        return builder.build();
    }

    private Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(server.env());
        all.putAll(server.egress().variables());
        return all;
    }

    /** Who shares files with this user runs as their owner, unless the configuration says who it is. */
    private RunAs runAs() {
        if (server.policy().demanded().contains(Control.USER)) {
            return server.policy().user();
        }
        return workspace
                .map(Workspaces.Workspace::user)
                .or(() -> mounts.stream()
                        .findFirst()
                        .map(mount -> Workspaces.userFor(mount.mount().source())))
                .orElse(server.policy().user());
    }

    private List<Mount> allMounts() {
        List<Mount> all = new ArrayList<>();
        mounts.forEach(mount -> all.addAll(mount.mounts()));
        workspace.ifPresent(folder -> all.add(new Mount(folder.path(), WORKSPACE, access())));
        peers.ifPresent(folder -> all.add(new Mount(folder, PEERS, Mount.Access.READ_ONLY)));
        return all;
    }

    private Mount.Access access() {
        return server.workspace() == ToolConfig.WorkspaceAccess.READ_WRITE
                ? Mount.Access.READ_WRITE
                : Mount.Access.READ_ONLY;
    }

    private Map<String, String> labels(ToolSite site) {
        return Map.of(
                SandboxLabels.OWNER, site.sandboxes().owner().label(),
                SandboxLabels.EXPIRES,
                        Long.toString(site.sandboxes()
                                .expiry(server.timeouts().lifetime())
                                .getEpochSecond()),
                SandboxLabels.RUN, site.run(),
                SandboxLabels.AGENT, user.toString(),
                SandboxLabels.SERVER, server.name());
    }

    /**
     * Checks that no folder was replaced since it was checked.
     *
     * @throws ai.massgen.api.sandbox.SandboxException if one was
     */
    void verifyMounts() {
        mounts.forEach(MountRules.Checked::verify);
    }
}
