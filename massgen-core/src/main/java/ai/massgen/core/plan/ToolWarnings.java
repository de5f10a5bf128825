package ai.massgen.core.plan;

import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.api.sandbox.SandboxCapability;
import java.util.ArrayList;
import java.util.List;

/** What a user should know about a tool before it runs. */
final class ToolWarnings {
    private ToolWarnings() {}

    static List<String> of(ToolPlan tool) {
        List<String> warnings = new ArrayList<>();
        if (tool.remote().isPresent()) {
            return warnings; // that it runs elsewhere is all that its address says
        }
        if (!tool.sandbox().capabilities().contains(SandboxCapability.ISOLATION)) {
            warnings.add("The tool " + tool.name() + " runs without isolation, with your rights on this machine.");
            return warnings;
        }
        if (tool.policy().network() == Network.OPEN) {
            warnings.add("The tool " + tool.name() + " may reach the network, and can send away what it sees.");
        }
        if (tool.policy().user() instanceof RunAs.Ids ids && ids.uid() == 0) {
            warnings.add("The tool " + tool.name() + " runs as root inside its container.");
        }
        return warnings;
    }
}
