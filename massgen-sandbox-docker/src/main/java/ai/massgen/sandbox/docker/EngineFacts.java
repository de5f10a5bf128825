package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.ObservedEvidence;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an engine says about itself. docker-java's own class for it lacks the default runtime and the limit of processes.
 *
 * @param version the engine's version
 * @param runcVersion the version of runc, empty if there is none
 * @param defaultRuntime the OCI runtime of containers that name none
 * @param runtimes runtimes and the programs they are
 * @param security the security options, such as {@code seccomp} or {@code rootless}
 * @param missing resource controls that the kernel or the set-up denies it, by Docker's names
 * @param controlGroups the version of the kernel's control groups, 1 or 2; empty if an old engine does not say
 * @param operatingSystem what it runs on, for people
 */
record EngineFacts(
        String version,
        String runcVersion,
        String defaultRuntime,
        TreeMap<String, String> runtimes,
        Set<String> security,
        Set<String> missing,
        String controlGroups,
        String operatingSystem) {
    private static final Map<String, Control> LIMITS = Map.of(
            "MemoryLimit",
            Control.MEMORY,
            "SwapLimit",
            Control.SWAP,
            "CpuCfsQuota",
            Control.CPU,
            "CpuCfsPeriod",
            Control.CPU,
            "PidsLimit",
            Control.PIDS);

    EngineFacts {
        runtimes = new TreeMap<>(runtimes);
        security = Collections.unmodifiableSet(new TreeSet<>(security));
        missing = Collections.unmodifiableSet(new TreeSet<>(missing));
    }

    static EngineFacts ask(EngineApi api) throws InterruptedException {
        EngineApi.JsonAnswer info = api.get("asking what it can do", "/info");
        EngineApi.JsonAnswer version = api.get("asking for its version", "/version");
        if (info.status() != 200 || version.status() != 200) {
            throw new SandboxException(
                    Kind.ENGINE_UNAVAILABLE,
                    "Docker at " + api.http().endpoint() + " does not say what it can do: status " + info.status()
                            + ": " + info.body().path("message").asText());
        }
        return of(info.body(), version.body());
    }

    static EngineFacts of(JsonNode info, JsonNode version) {
        TreeMap<String, String> runtimes = new TreeMap<>();
        info.path("Runtimes")
                .properties()
                .forEach(entry -> runtimes.put(
                        entry.getKey(),
                        entry.getValue().path("path").asText()
                                + entry.getValue().path("runtimeType").asText()));
        Set<String> missing = new TreeSet<>();
        for (String limit : LIMITS.keySet()) {
            if (!info.path(limit).asBoolean(false)) {
                missing.add(limit);
            }
        }
        return new EngineFacts(
                info.path("ServerVersion").asText(),
                component(version, "runc"),
                info.path("DefaultRuntime").asText("runc"),
                runtimes,
                securityOptions(info.path("SecurityOptions")),
                missing,
                info.path("CgroupVersion").asText(""),
                info.path("OperatingSystem").asText());
    }

    private static String component(JsonNode version, String name) {
        for (JsonNode component : version.path("Components")) {
            if (component.path("Name").asText().equals(name)) {
                return component.path("Version").asText();
            }
        }
        return "";
    }

    /** Each option reads {@code name=seccomp,profile=default}. */
    private static Set<String> securityOptions(JsonNode options) {
        Set<String> names = new TreeSet<>();
        for (JsonNode option : options) {
            if (option.asText().contains("profile=unconfined")) {
                continue; // there, but switched off for every container that does not ask for a profile of its own
            }
            for (String part : option.asText().split(",")) {
                if (part.startsWith("name=")) {
                    names.add(part.substring("name=".length()));
                }
            }
        }
        return names;
    }

    boolean secures(String option) {
        return security.contains(option);
    }

    boolean limits(String control) {
        return !missing.contains(control);
    }

    /** The controls that the kernel or the set-up denies this engine. */
    Set<Control> unavailable() {
        Set<Control> controls = EnumSet.noneOf(Control.class);
        LIMITS.forEach((name, control) -> {
            if (!limits(name)) {
                controls.add(control);
            }
        });
        if (!secures("seccomp")) {
            controls.add(Control.SECCOMP);
        }
        return controls;
    }

    /**
     * Whether a runtime is gVisor: a kernel in user space, which ignores or replaces some of the kernel's own controls.
     * A wrapper script around it is recognised by its name.
     */
    boolean isGvisor(String runtime) {
        return ObservedEvidence.isGvisor(runtime) || ObservedEvidence.isGvisor(runtimes.getOrDefault(runtime, ""));
    }

    /** All runtimes, the default one first. */
    List<String> runtimeNames() {
        List<String> names = new ArrayList<>(List.of(defaultRuntime));
        runtimes.keySet().stream().filter(name -> !name.equals(defaultRuntime)).forEach(names::add);
        return names;
    }
}
