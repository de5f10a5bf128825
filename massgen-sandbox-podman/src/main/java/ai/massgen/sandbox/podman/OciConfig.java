package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Source;
import ai.massgen.api.sandbox.Evidence.Status;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Podman told the OCI runtime to do, read from its file where this user may: it names the seccomp profile's rules and
 * the hidden files of the kernel, of which Podman's account of the container says nothing.
 */
final class OciConfig {
    private static final List<String> MASKED =
            List.of("/proc/kcore", "/proc/keys", "/proc/timer_list", "/sys/firmware");
    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private final JsonNode linux;
    private final List<Evidence> evidence = new ArrayList<>();

    private OciConfig(JsonNode linux) {
        this.linux = linux;
    }

    /** The evidence, none if the file can't be read from here. */
    static List<Evidence> evidence(Plan plan, JsonNode inspect) {
        Optional<JsonNode> read = read(inspect.path("OCIConfigPath").asText(""));
        if (read.isEmpty()) {
            return List.of();
        }
        OciConfig config = new OciConfig(read.get().path("linux"));
        config.hidden();
        plan.policy().seccompProfile().ifPresent(profile -> config.seccomp(profile.text()));
        return config.evidence;
    }

    private static Optional<JsonNode> read(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Libpod.JSON.readTree(Files.readAllBytes(Path.of(path))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void hidden() {
        List<String> missing = new ArrayList<>();
        Set<String> masked = words(linux.path("maskedPaths"));
        Set<String> readOnly = words(linux.path("readonlyPaths"));
        MASKED.stream().filter(path -> !masked.contains(path)).forEach(path -> missing.add(path + " not masked"));
        READ_ONLY.stream()
                .filter(path -> !readOnly.contains(path))
                .forEach(path -> missing.add(path + " not read-only"));
        add(
                Control.HOST_ACCESS,
                missing.isEmpty(),
                "kernel files hidden or read-only",
                missing.isEmpty() ? "kernel files hidden or read-only" : missing.toString());
    }

    /** Podman leaves out rules for other processors and other capabilities, so what it has must come from the profile. */
    private void seccomp(String text) {
        JsonNode filter = linux.path("seccomp");
        JsonNode profile = parsed(text);
        Set<String> allowed = rules(profile.path("syscalls"));
        Set<String> have = rules(filter.path("syscalls"));
        boolean same = filter.path("defaultAction")
                        .asText("none")
                        .equals(profile.path("defaultAction").asText())
                && allowed.containsAll(have)
                && have.isEmpty() == allowed.isEmpty();
        add(Control.SECCOMP, same, "the given profile", same ? "the given profile" : "another one");
    }

    private static JsonNode parsed(String text) {
        try {
            return Libpod.JSON.readTree(text);
        } catch (IOException e) {
            return Libpod.JSON.createObjectNode(); // Podman has refused it before
        }
    }

    private static Set<String> rules(JsonNode syscalls) {
        Set<String> rules = new HashSet<>();
        for (JsonNode rule : syscalls) {
            words(rule.path("names"))
                    .forEach(name -> rules.add(name + " " + rule.path("action").asText()));
        }
        return rules;
    }

    private static Set<String> words(JsonNode array) {
        Set<String> words = new HashSet<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }

    private void add(Control control, boolean enforced, String asked, String got) {
        evidence.add(
                new Evidence(control, enforced ? Status.ENFORCED : Status.NOT_ENFORCED, Source.RECORDED, asked, got));
    }
}
