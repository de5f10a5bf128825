package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.ResourceLimits;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Writes a plan as Podman's request to create a container. Everything is said explicitly: defaults can be configured. */
final class CreateBody {
    private final Plan plan;
    private final IsolationPolicy policy;
    private final ObjectNode body = Libpod.JSON.createObjectNode();

    private CreateBody(Plan plan) {
        this.plan = plan;
        this.policy = plan.policy();
    }

    /**
     * Makes the request.
     *
     * @param profile the file with the seccomp profile, if one was asked for
     * @param processes the most processes of one user that can be asked for here; empty for Podman's own idea
     */
    static ObjectNode of(Plan plan, Optional<Path> profile, OptionalLong processes) {
        CreateBody create = new CreateBody(plan);
        create.program();
        create.namespaces();
        create.privileges(profile);
        create.fileSystems();
        create.limits(processes);
        return create.body;
    }

    private void program() {
        body.put("name", plan.spec().name()).put("image", hex(plan.image().id()));
        words("entrypoint", plan.command());
        body.putArray("command");
        plan.spec().workingDirectory().ifPresent(folder -> body.put("work_dir", folder));
        ObjectNode environment = body.putObject("env");
        new TreeMap<>(plan.environment()).forEach(environment::put);
        ObjectNode labels = body.putObject("labels");
        new TreeMap<>(plan.labels()).forEach(labels::put);
        body.put("stdin", true).put("terminal", false).put("init", false).put("systemd", "false");
        body.putObject("healthconfig").putArray("Test").add("NONE"); // would run the image's own command
        body.put("remove", true).put("restart_policy", "no").put("timeout", plan.timeout());
        body.put("stop_timeout", 0); // whoever has to remove it need not wait for one that ignores signals
        body.put("env_host", false).put("httpproxy", false);
    }

    static String hex(String imageId) {
        return imageId.substring(imageId.indexOf(':') + 1);
    }

    private void namespaces() {
        mode("netns", plan.offline() ? "none" : "private");
        mode("ipcns", policy.privateIpc() ? "private" : "none");
        mode("pidns", "private");
        mode("utsns", "private");
        mode("cgroupns", "private");
        if (plan.keepsId()) {
            mode("userns", "keep-id");
        }
    }

    private void mode(String namespace, String mode) {
        body.putObject(namespace).put("nsmode", mode);
    }

    private void privileges(Optional<Path> profile) {
        body.put("user", plan.user()).put("privileged", false).put("no_new_privileges", true);
        body.putArray("cap_drop").add("ALL");
        words("cap_add", Account.names(policy.addedCapabilities()));
        profile.ifPresent(file -> body.put("seccomp_profile_path", file.toString()));
        plan.runtime().ifPresent(runtime -> body.put("oci_runtime", runtime));
        body.put("manage_password", false); // else a line for the user is written into a file of the image
    }

    private void fileSystems() {
        body.put("read_only_filesystem", policy.readOnlyRoot()).put("read_write_tmpfs", false);
        body.put("image_volume_mode", "ignore"); // what the plan has in memory is their place
        ArrayNode mounts = body.putArray("mounts");
        for (String path : plan.memoryMounts()) {
            ArrayNode options = mount(mounts, "tmpfs", "tmpfs", path);
            for (String option : plan.memoryOptions().split(",")) {
                options.add(option);
            }
            options.add("rw").add("notmpcopyup").add("U"); // U gives it to the container's user
        }
        for (Mount mount : plan.mounts()) {
            // Not recursive: what is mounted below a source could stay writable.
            mount(mounts, "bind", mount.source().toString(), mount.target())
                    .add("bind")
                    .add("rprivate")
                    .add(mount.access() == Mount.Access.READ_ONLY ? "ro" : "rw");
        }
        body.putObject("log_configuration").put("driver", "none");
    }

    private static ArrayNode mount(ArrayNode mounts, String type, String source, String target) {
        ObjectNode mount = mounts.addObject();
        mount.put("type", type).put("source", source).put("destination", target);
        return mount.putArray("options");
    }

    private void limits(OptionalLong processes) {
        ResourceLimits limits = policy.limits();
        ObjectNode resources = body.putObject("resource_limits");
        resources
                .putObject("memory")
                .put("limit", limits.memory().bytes())
                .put("swap", limits.memory().bytes());
        resources.putObject("pids").put("limit", limits.pids());
        resources.putObject("cpu").put("quota", plan.cpuQuota()).put("period", Plan.CPU_PERIOD);
        ArrayNode own = body.putArray("r_limits");
        limit(own, "NOFILE", limits.openFiles());
        limit(own, "CORE", 0);
        processes.ifPresent(most -> limit(own, "NPROC", most));
    }

    private static void limit(ArrayNode limits, String type, long value) {
        limits.addObject().put("type", type).put("soft", value).put("hard", value);
    }

    private void words(String field, Collection<String> words) {
        ArrayNode array = body.putArray(field);
        words.forEach(array::add);
    }
}
