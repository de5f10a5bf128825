package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.SandboxException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Podman says about itself.
 *
 * @param version its version
 * @param runtime the OCI runtime of all its containers
 * @param runtimeVersion the runtime's version, as far as it says
 * @param rootless whether it runs without root
 * @param owner the user that it runs as, if it is rootless
 * @param controlGroups the version of the kernel's control groups: {@code v1} or {@code v2}
 * @param controllers the controllers that it may use
 * @param seccomp whether it filters system calls
 * @param appArmor whether it uses AppArmor
 * @param seLinux whether it uses SELinux
 */
record PodmanFacts(
        String version,
        String runtime,
        String runtimeVersion,
        boolean rootless,
        OptionalLong owner,
        String controlGroups,
        Set<String> controllers,
        boolean seccomp,
        boolean appArmor,
        boolean seLinux) {
    private static final Pattern VERSION = Pattern.compile("version (\\S+)");

    PodmanFacts {
        controllers = Set.copyOf(controllers);
    }

    static PodmanFacts ask(Libpod libpod) throws InterruptedException {
        Answer info = libpod.get("asking what it can do", "/info");
        if (!info.succeeded()) {
            throw Libpod.answered(Kind.ENGINE_UNAVAILABLE, "asking what it can do", info);
        }
        return of(info.body());
    }

    static PodmanFacts of(JsonNode info) {
        JsonNode host = info.path("host");
        JsonNode security = host.path("security");
        Set<String> controllers = new TreeSet<>();
        host.path("cgroupControllers").forEach(name -> controllers.add(name.asText()));
        Matcher runtimeVersion = VERSION.matcher(host.at("/ociRuntime/version").asText());
        boolean rootless = security.path("rootless").asBoolean(false);
        return new PodmanFacts(
                info.at("/version/Version").asText(),
                host.at("/ociRuntime/name").asText(),
                runtimeVersion.find() ? runtimeVersion.group(1) : "",
                rootless,
                rootless ? owner(host.at("/idMappings/uidmap")) : OptionalLong.empty(),
                host.path("cgroupVersion").asText(),
                controllers,
                security.path("seccompEnabled").asBoolean(false),
                security.path("apparmorEnabled").asBoolean(false),
                security.path("selinuxEnabled").asBoolean(false));
    }

    /** Root inside is the service's user outside. */
    private static OptionalLong owner(JsonNode map) {
        for (JsonNode range : map) {
            if (range.path("container_id").asLong(-1) == 0) {
                return OptionalLong.of(range.path("host_id").asLong());
            }
        }
        return OptionalLong.empty();
    }

    /** The controls that the kernel or the set-up denies it. */
    Set<Control> unavailable() {
        Set<Control> controls = EnumSet.noneOf(Control.class);
        if (!controllers.contains("memory")) {
            controls.add(Control.MEMORY);
            controls.add(Control.SWAP);
        }
        if (!controllers.contains("cpu")) {
            controls.add(Control.CPU);
        }
        if (!controllers.contains("pids")) {
            controls.add(Control.PIDS);
        }
        if (!seccomp) {
            controls.add(Control.SECCOMP);
        }
        return controls;
    }
}
