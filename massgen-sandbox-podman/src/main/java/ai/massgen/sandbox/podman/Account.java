package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.AddedCapability;
import ai.massgen.api.sandbox.Mount;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Podman's account of a container, read into the words in which a plan is written, so that equal means equal. */
record Account(JsonNode inspect) {
    private static final List<String> FORBIDDEN_LISTS =
            List.of("Devices", "VolumesFrom", "Links", "GroupAdd", "ExtraHosts", "PortBindings", "CgroupConf");
    private static final Set<String> KNOWN_OPTIONS = Set.of("no-new-privileges");

    /** What Podman writes differently before and after it has prepared a container, or adds itself. */
    private static final String REWRITTEN = "rw|rprivate|private|U|(?:no)?tmpcopyup|uid=\\d+|gid=\\d+";

    JsonNode host() {
        return inspect.path("HostConfig");
    }

    String text(String field) {
        return host().path(field).asText("");
    }

    long number(String field) {
        return host().path(field).asLong(0);
    }

    String runtime() {
        return inspect.path("OCIRuntime").asText("");
    }

    int pid() {
        return inspect.at("/State/Pid").asInt(0);
    }

    String user() {
        return inspect.at("/Config/User").asText("");
    }

    /** The network mode, and every network besides. */
    String network() {
        Set<String> others = new TreeSet<>();
        inspect.at("/NetworkSettings/Networks").fieldNames().forEachRemaining(others::add);
        return text("NetworkMode") + (others.isEmpty() ? "" : " and " + others);
    }

    static List<String> names(Collection<AddedCapability> added) {
        return added.stream()
                .map(capability -> "CAP_" + capability.name())
                .sorted()
                .toList();
    }

    static String capabilities(Collection<AddedCapability> added) {
        return "at most " + names(added);
    }

    /** The lists of dropped and added ones are put together by Podman; the bounding set is what comes of them. */
    String capabilities() {
        TreeSet<String> bounding = new TreeSet<>();
        inspect.path("BoundingCaps").forEach(name -> bounding.add(name.asText()));
        return (privileged() ? "privileged, " : "") + "at most " + bounding;
    }

    private boolean privileged() {
        return host().path("Privileged").asBoolean(false);
    }

    private List<String> securityOptions() {
        List<String> options = new ArrayList<>();
        host().path("SecurityOpt").forEach(option -> options.add(option.asText()));
        return options;
    }

    String noNewPrivileges() {
        return onOff(securityOptions().contains("no-new-privileges"));
    }

    /** What Podman says about the filter of system calls, which is something only if it is not its own profile. */
    String seccomp() {
        return privileged()
                ? "unconfined"
                : securityOptions().stream()
                        .filter(option -> option.startsWith("seccomp"))
                        .findFirst()
                        .orElse("");
    }

    String mandatoryAccessControl() {
        String profile = inspect.path("AppArmorProfile").asText("");
        return profile.isEmpty() ? inspect.path("ProcessLabel").asText("") : profile;
    }

    String readOnlyRoot() {
        return onOff(host().path("ReadonlyRootfs").asBoolean(false));
    }

    String memoryMounts() {
        TreeMap<String, String> mounts = new TreeMap<>();
        host().path("Tmpfs")
                .properties()
                .forEach(entry ->
                        mounts.put(entry.getKey(), ownOptions(entry.getValue().asText())));
        return mounts.toString();
    }

    private static String ownOptions(String options) {
        TreeSet<String> own = new TreeSet<>(List.of(options.split(",")));
        own.removeIf(option -> option.matches(REWRITTEN));
        return String.join(",", own);
    }

    String limit(String name) {
        List<String> found = new ArrayList<>();
        for (JsonNode limit : host().path("Ulimits")) {
            if (limit.path("Name").asText().equals("RLIMIT_" + name)) {
                found.add(limit.path("Soft").asText() + ":" + limit.path("Hard").asText());
            }
        }
        return found.isEmpty() ? "no limit" : String.join(", ", found);
    }

    String logDriver() {
        return host().at("/LogConfig/Type").asText("");
    }

    static String mounts(Collection<Mount> mounts) {
        TreeSet<String> lines = new TreeSet<>();
        for (Mount mount : mounts) {
            String access = mount.access() == Mount.Access.READ_ONLY ? "ro" : "rw";
            lines.add("bind " + mount.source() + " at " + mount.target() + " " + access + " rprivate");
        }
        return lines.toString();
    }

    /** What is really mounted, which includes volumes that nobody asked for. */
    String mounts() {
        TreeSet<String> lines = new TreeSet<>();
        for (JsonNode mount : inspect.path("Mounts")) {
            String access = mount.path("RW").asBoolean(true) ? "rw" : "ro";
            lines.add(mount.path("Type").asText() + " " + mount.path("Source").asText() + " at "
                    + mount.path("Destination").asText() + " " + access + " "
                    + mount.path("Propagation").asText("default"));
        }
        return lines.toString();
    }

    /** Every way out that the request does not have, in case Podman added it. */
    String hostAccess() {
        TreeSet<String> found = new TreeSet<>();
        for (String field : List.of("Privileged", "PublishAllPorts", "OomKillDisable")) {
            if (host().path(field).asBoolean(false)) {
                found.add(field);
            }
        }
        FORBIDDEN_LISTS.stream().filter(field -> !host().path(field).isEmpty()).forEach(found::add);
        for (String field : List.of("PidMode", "UTSMode", "CgroupMode")) {
            if (!text(field).equals("private")) {
                found.add(field + " '" + text(field) + "'");
            }
        }
        if (!text("Cgroups").equals("default")) {
            found.add("Cgroups '" + text("Cgroups") + "'");
        }
        if (!text("IpcMode").matches("none|private|shareable")) {
            found.add("IpcMode '" + text("IpcMode") + "'");
        }
        if (!text("UsernsMode").matches("|private|keep-id")) {
            found.add("UsernsMode '" + text("UsernsMode") + "'");
        }
        if (!inspect.path("Pod").asText("").isEmpty()) {
            found.add("a pod");
        }
        if (number("OomScoreAdj") < 0) {
            found.add("OomScoreAdj " + number("OomScoreAdj"));
        }
        securityOptions().stream()
                .filter(option -> !KNOWN_OPTIONS.contains(option) && !option.startsWith("seccomp"))
                .forEach(option -> found.add("security option " + option));
        return found.isEmpty() ? "none" : found.toString();
    }

    static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
