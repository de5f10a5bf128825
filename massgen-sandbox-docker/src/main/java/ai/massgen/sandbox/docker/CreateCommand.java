package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.ResourceLimits;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ulimit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Writes a plan as Docker's request to create a container. Everything is said explicitly: defaults can be configured. */
final class CreateCommand {
    static final String NO_NEW_PRIVILEGES = "no-new-privileges";

    private CreateCommand() {}

    static CreateContainerCmd of(DockerClient client, ContainerPlan plan) {
        CreateContainerCmd command = client.createContainerCmd(plan.image().id())
                .withName(plan.spec().name())
                .withEntrypoint(plan.command())
                .withUser(plan.user())
                .withEnv(new TreeMap<>(plan.environment())
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList())
                .withLabels(plan.labels())
                .withHealthcheck(new HealthCheck().withTest(List.of("NONE"))) // would run the image's own command
                .withTty(false)
                .withStdinOpen(true)
                .withStdInOnce(true) // if this JVM dies, the server sees end of file
                .withAttachStdin(true)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withNetworkDisabled(plan.offline())
                .withHostConfig(hostConfig(plan));
        plan.spec().workingDirectory().ifPresent(command::withWorkingDir);
        return command;
    }

    private static HostConfig hostConfig(ContainerPlan plan) {
        IsolationPolicy policy = plan.policy();
        HostConfig host = limits(new HostConfig(), plan)
                .withAutoRemove(true)
                .withInit(false)
                .withPrivileged(false)
                .withPublishAllPorts(false)
                .withNetworkMode(plan.networkMode())
                .withCgroupnsMode("private")
                .withIpcMode(policy.privateIpc() ? "private" : "none")
                .withCapDrop(Capability.ALL)
                .withCapAdd(policy.addedCapabilities().stream()
                        .map(capability -> Capability.valueOf(capability.name()))
                        .sorted()
                        .toArray(Capability[]::new))
                .withSecurityOpts(securityOptions(policy))
                .withReadonlyRootfs(policy.readOnlyRoot())
                .withTmpFs(new TreeMap<>(plan.tmpfs()))
                .withLogConfig(new LogConfig(LoggingType.NONE))
                .withMounts(plan.mounts().stream().map(CreateCommand::bind).toList());
        if (plan.offline()) {
            // even an engine that writes resolv.conf for a container without a network tells it nothing of this
            // machine's
            host.withDns("127.0.0.1").withDnsSearch(".");
        }
        plan.runtime().ifPresent(host::withRuntime);
        return host;
    }

    private static HostConfig limits(HostConfig host, ContainerPlan plan) {
        ResourceLimits limits = plan.policy().limits();
        return host.withMemory(limits.memory().bytes())
                .withMemorySwap(limits.memory().bytes())
                .withNanoCPUs(nanoCpus(limits.cpus()))
                .withPidsLimit((long) plan.pids())
                .withUlimits(List.of(
                        new Ulimit("nofile", (long) limits.openFiles(), (long) limits.openFiles()),
                        new Ulimit("core", 0L, 0L)));
    }

    static long nanoCpus(double cpus) {
        return Math.round(cpus * 1e9);
    }

    static List<String> securityOptions(IsolationPolicy policy) {
        List<String> options = new ArrayList<>(List.of(NO_NEW_PRIVILEGES));
        policy.seccompProfile().ifPresent(profile -> options.add("seccomp=" + profile.text()));
        return options;
    }

    private static Mount bind(ai.massgen.api.sandbox.Mount mount) {
        return new Mount()
                .withType(MountType.BIND)
                .withSource(mount.source().toString())
                .withTarget(mount.target())
                .withReadOnly(mount.access() == ai.massgen.api.sandbox.Mount.Access.READ_ONLY)
                .withBindOptions(new OneFileSystem().withPropagation(BindPropagation.R_PRIVATE));
    }

    /**
     * Leaves out what is mounted below a source: engines before 25 would make it writable even in a read-only mount.
     * docker-java has no word for it.
     */
    private static final class OneFileSystem extends BindOptions {
        private static final long serialVersionUID = 1L;

        @JsonProperty("NonRecursive")
        boolean nonRecursive() {
            return true;
        }
    }
}
