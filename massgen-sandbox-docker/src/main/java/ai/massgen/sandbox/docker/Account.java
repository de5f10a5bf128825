package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.AddedCapability;
import ai.massgen.api.sandbox.Mount;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Docker's account of a container, read into the words in which a plan is written, so that equal means equal. */
record Account(JsonNode inspect) {
    private static final Pattern INODES = Pattern.compile("(?:^|,)nr_inodes=(\\d+)(?:,|$)");
    private static final String SECCOMP = "seccomp=";
    private static final List<String> FORBIDDEN_LISTS = List.of(
            "Devices",
            "DeviceCgroupRules",
            "DeviceRequests",
            "VolumesFrom",
            "Links",
            "GroupAdd",
            "Sysctls",
            "ExtraHosts",
            "PortBindings",
            "Annotations");
    private static final List<String> FORBIDDEN_TEXTS =
            List.of("PidMode", "UTSMode", "CgroupParent", "Cgroup", "VolumeDriver");
    private static final Pattern KNOWN_OPTION =
            Pattern.compile("(?:no-new-privileges|seccomp|apparmor|label)(?:[=:].*)?", Pattern.DOTALL);

    /** What Docker hides, or makes read-only, in every container that is not privileged. */
    private static final List<String> MASKED =
            List.of("/proc/kcore", "/proc/keys", "/proc/timer_list", "/sys/firmware");

    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private JsonNode host() {
        return inspect.path("HostConfig");
    }

    String text(String field) {
        return host().path(field).asText("");
    }

    long number(String field) {
        return host().path(field).asLong(0);
    }

    String runtime() {
        return text("Runtime");
    }

    String user() {
        return inspect.at("/Config/User").asText("");
    }

    /** The network mode, and every network besides the one of that name. */
    String network() {
        Set<String> others = new TreeSet<>();
        inspect.at("/NetworkSettings/Networks").fieldNames().forEachRemaining(others::add);
        others.remove(text("NetworkMode"));
        return text("NetworkMode") + (others.isEmpty() ? "" : " and " + others);
    }

    static String capabilities(Collection<AddedCapability> added) {
        return "drop [ALL], add " + new TreeSet<>(added.stream().map(Enum::name).toList());
    }

    String capabilities() {
        String privileged = host().path("Privileged").asBoolean(false) ? "privileged, " : "";
        return privileged + "drop " + names("CapDrop") + ", add " + names("CapAdd");
    }

    private TreeSet<String> names(String field) {
        TreeSet<String> names = new TreeSet<>();
        host().path(field).forEach(name -> names.add(name.asText().replaceFirst("^CAP_", "")));
        return names;
    }

    private List<String> securityOptions() {
        List<String> options = new ArrayList<>();
        host().path("SecurityOpt").forEach(option -> options.add(option.asText()));
        return options;
    }

    String noNewPrivileges() {
        List<String> said = securityOptions().stream()
                .filter(option -> option.startsWith(CreateCommand.NO_NEW_PRIVILEGES))
                .toList();
        return onOff(
                !said.isEmpty() && said.stream().allMatch(option -> option.matches("no-new-privileges(?:[:=]true)?")));
    }

    String seccomp() {
        List<String> profiles = securityOptions().stream()
                .filter(option -> option.startsWith(SECCOMP) || option.startsWith("seccomp:"))
                .map(option -> option.substring(SECCOMP.length()))
                .toList();
        if (host().path("Privileged").asBoolean(false) || profiles.size() > 1) {
            return "unconfined";
        }
        return profiles.isEmpty() ? "the engine's profile" : "profile " + profiles.get(0);
    }

    boolean mandatoryAccessControlOff() {
        return host().path("Privileged").asBoolean(false)
                || mandatoryAccessControl().equals("unconfined")
                || securityOptions().stream().anyMatch(option -> option.matches("(?s)(?:apparmor|label)[=:].*"));
    }

    String mandatoryAccessControl() {
        String profile = inspect.path("AppArmorProfile").asText("");
        return profile.isEmpty() ? inspect.path("ProcessLabel").asText("") : profile;
    }

    String readOnlyRoot() {
        return onOff(host().path("ReadonlyRootfs").asBoolean(false));
    }

    String tmpfs() {
        TreeMap<String, String> mounts = new TreeMap<>();
        host().path("Tmpfs")
                .properties()
                .forEach(entry -> mounts.put(entry.getKey(), entry.getValue().asText()));
        return mounts.toString();
    }

    String tmpInodes() {
        Matcher matcher = INODES.matcher(host().path("Tmpfs").path("/tmp").asText(""));
        return matcher.find() ? matcher.group(1) : "no cap";
    }

    String ulimit(String name) {
        List<String> found = new ArrayList<>();
        for (JsonNode limit : host().path("Ulimits")) {
            if (limit.path("Name").asText().equals(name)) {
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

    /** What is really mounted, which includes volumes that nobody asked for, and old-style binds. */
    String mounts() {
        TreeSet<String> lines = new TreeSet<>();
        for (JsonNode mount : inspect.path("Mounts")) {
            String access = mount.path("RW").asBoolean(true) ? "rw" : "ro";
            lines.add(mount.path("Type").asText() + " " + mount.path("Source").asText() + " at "
                    + mount.path("Destination").asText() + " " + access + " "
                    + mount.path("Propagation").asText("default"));
        }
        host().path("Binds").forEach(bind -> lines.add("old-style bind " + bind.asText()));
        return lines.toString();
    }

    /** Every way out that the request does not have, in case the engine added it. */
    String hostAccess() {
        TreeSet<String> found = new TreeSet<>();
        for (String field : List.of("Privileged", "PublishAllPorts", "OomKillDisable")) {
            if (host().path(field).asBoolean(false)) {
                found.add(field);
            }
        }
        FORBIDDEN_LISTS.stream().filter(field -> !host().path(field).isEmpty()).forEach(found::add);
        FORBIDDEN_TEXTS.stream().filter(field -> !text(field).isEmpty()).forEach(found::add);
        for (String field : List.of("UsernsMode", "CgroupnsMode", "NetworkMode", "IpcMode")) {
            if (text(field).equals("host") || text(field).startsWith("container:")) {
                found.add(field + " " + text(field));
            }
        }
        MASKED.stream().filter(path -> !lists("MaskedPaths", path)).forEach(path -> found.add(path + " not masked"));
        READ_ONLY.stream()
                .filter(path -> !lists("ReadonlyPaths", path))
                .forEach(path -> found.add(path + " not read-only"));
        if (number("OomScoreAdj") < 0) {
            found.add("OomScoreAdj " + number("OomScoreAdj"));
        }
        if (!host().at("/RestartPolicy/Name").asText("").matches("|no")) {
            found.add("RestartPolicy");
        }
        securityOptions().stream()
                .filter(option -> !KNOWN_OPTION.matcher(option).matches())
                .forEach(option -> found.add("security option " + option));
        return found.isEmpty() ? "none" : found.toString();
    }

    private boolean lists(String field, String path) {
        for (JsonNode each : host().path(field)) {
            if (each.asText().equals(path)) {
                return true;
            }
        }
        return false;
    }

    static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
