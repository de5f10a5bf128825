package ai.massgen.core.plan;

import ai.massgen.api.backend.Capability;
import ai.massgen.core.config.ConfigPath;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans the provider's own tools of one agent: only those that its model has. */
final class ProviderTools {
    private ProviderTools() {}

    static Set<Capability> plan(List<String> names, ConfiguredBackend<?> backend, ConfigPath path, Findings findings) {
        Set<Capability> wanted = EnumSet.noneOf(Capability.class);
        Set<Capability> can = names.isEmpty() ? Set.of() : backend.capabilities();
        for (int i = 0; i < names.size(); i++) {
            Capability tool = Capability.valueOf(names.get(i).toUpperCase(Locale.ROOT));
            if (can.contains(tool)) {
                wanted.add(tool);
            } else {
                findings.problem(
                        path.index(i),
                        "cannot be used: the model has no " + names.get(i) + " with these settings of "
                                + backend.name(),
                        has(can));
            }
        }
        return wanted;
    }

    private static String has(Set<Capability> can) {
        String tools = Arrays.stream(Capability.values())
                .filter(each -> each.providerTool() && can.contains(each))
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return tools.isEmpty()
                ? "remove it: this model has no tools of its provider"
                : "the tools that it has: " + tools;
    }
}
