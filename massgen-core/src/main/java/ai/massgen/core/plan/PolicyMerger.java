package ai.massgen.core.plan;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.ResourceLimits;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.core.config.CeilingsConfig;
import ai.massgen.core.config.ConfigFiles;
import ai.massgen.core.config.ConfigPath;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.config.PolicyConfig;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Merges policies: the locked one, then the sandbox's defaults, then the tool's own. What the user wrote is demanded and
 * must fit below the ceilings; a locked default gives way to a lower ceiling.
 */
final class PolicyMerger {
    private static final ConfigPath DEFAULTS = ConfigPath.of("sandbox", "defaults");
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final LoadedConfig loaded;
    private final TextFiles files;
    private final Findings findings;
    private final PolicyConfig defaults;
    private final CeilingsConfig ceilings;

    PolicyMerger(LoadedConfig loaded, TextFiles files, Findings findings) {
        this.loaded = loaded;
        this.files = files;
        this.findings = findings;
        this.defaults = loaded.config().sandbox().defaults();
        this.ceilings = loaded.config().sandbox().ceilings();
    }

    IsolationPolicy merge(PolicyConfig own, ConfigPath path) {
        Merge merge = new Merge(own, path);
        IsolationPolicy locked = IsolationPolicy.LOCKED;
        merge.demand(PolicyConfig::egress, Control.NETWORK); // a list means nothing beside a network
        return new IsolationPolicy(
                merge.value(PolicyConfig::network, Control.NETWORK).orElse(locked.network()),
                merge.value(PolicyConfig::user, Control.USER)
                        .map(PolicyMerger::user)
                        .orElse(locked.user()),
                merge.value(PolicyConfig::addCapabilities, Control.CAPABILITIES)
                        .map(Set::copyOf)
                        .orElse(Set.of()),
                merge.value(PolicyConfig::seccompProfile, Control.SECCOMP)
                        .flatMap(file -> profile(file, merge.where(PolicyConfig::seccompProfile, "seccomp_profile"))),
                merge.value(PolicyConfig::readOnlyRoot, Control.READ_ONLY_ROOT).orElse(locked.readOnlyRoot()),
                merge.bounded(
                        PolicyConfig::tmpSize, "tmp_size", Control.TMP_SIZE, locked.tmpSize(), ceilings.tmpSize()),
                merge.value(PolicyConfig::tmpInodes, Control.TMP_INODES).orElse(locked.tmpInodes()),
                merge.value(PolicyConfig::privateIpc, Control.IPC).orElse(locked.privateIpc()),
                limits(merge),
                merge.value(PolicyConfig::runtime, Control.RUNTIME),
                merge.demanded);
    }

    private ResourceLimits limits(Merge merge) {
        ResourceLimits locked = ResourceLimits.DEFAULT;
        ByteSize memory =
                merge.bounded(PolicyConfig::memory, "memory", Control.MEMORY, locked.memory(), ceilings.memory());
        if (merge.demanded.contains(Control.MEMORY)) {
            merge.demanded.add(Control.SWAP);
        }
        return new ResourceLimits(
                memory,
                merge.bounded(PolicyConfig::cpus, "cpus", Control.CPU, locked.cpus(), ceilings.cpus()),
                merge.bounded(PolicyConfig::pids, "pids", Control.PIDS, locked.pids(), ceilings.pids()),
                merge.bounded(
                        PolicyConfig::openFiles,
                        "open_files",
                        Control.OPEN_FILES,
                        locked.openFiles(),
                        ceilings.openFiles()));
    }

    private static RunAs user(String text) {
        return switch (text) {
            case "image" -> new RunAs.ImageUser();
            case "root" -> new RunAs.Ids(0, 0);
            default -> {
                List<String> ids = List.of(text.split(":", 2));
                yield new RunAs.Ids(Integer.parseInt(ids.get(0)), Integer.parseInt(ids.get(1)));
            }
        };
    }

    private Optional<Json> profile(Path file, ConfigPath path) {
        try {
            JsonNode profile = JSON.readTree(
                    files.read(loaded.baseDirectory().resolve(file).normalize()));
            if (profile.isObject()) {
                return Optional.of(new Json(profile.toString()));
            }
            findings.problem(path, "names a file that is not a JSON object", "give a seccomp profile");
        } catch (JsonProcessingException e) {
            findings.problem(path, "names a file that is not JSON", "give a seccomp profile");
        } catch (IOException e) {
            findings.problem(path, "names a file that " + ConfigFiles.reason(e));
        }
        return Optional.empty();
    }

    /** One merge, and what it demands. */
    private final class Merge {
        private final PolicyConfig own;
        private final ConfigPath path;
        private final Set<Control> demanded = EnumSet.noneOf(Control.class);

        Merge(PolicyConfig own, ConfigPath path) {
            this.own = own;
            this.path = path;
        }

        <T> Optional<T> value(Function<PolicyConfig, Optional<T>> component, Control control) {
            Optional<T> written = component.apply(own).or(() -> component.apply(defaults));
            if (written.isPresent()) {
                demanded.add(control);
            }
            return written;
        }

        void demand(Function<PolicyConfig, ? extends Optional<?>> component, Control control) {
            if (component.apply(own).isPresent() || component.apply(defaults).isPresent()) {
                demanded.add(control);
            }
        }

        <T extends Comparable<T>> T bounded(
                Function<PolicyConfig, Optional<T>> component, String key, Control control, T locked, T ceiling) {
            Optional<T> written = value(component, control);
            T wanted = written.orElse(locked);
            if (wanted.compareTo(ceiling) <= 0) {
                return wanted;
            }
            if (written.isPresent()) {
                findings.problem(
                        where(component, key),
                        "is " + wanted + ", above the ceiling of " + ceiling,
                        "lower it, or raise sandbox.ceilings." + key);
            }
            return ceiling;
        }

        /** Where the value that counts was written. */
        ConfigPath where(Function<PolicyConfig, ? extends Optional<?>> component, String key) {
            return (component.apply(own).isPresent() ? path : DEFAULTS).key(key);
        }
    }
}
