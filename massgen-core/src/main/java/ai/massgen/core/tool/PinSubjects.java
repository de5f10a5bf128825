package ai.massgen.core.tool;

import ai.massgen.core.mcp.McpClient;
import ai.massgen.core.pin.PinSubject;
import ai.massgen.core.plan.RemotePlan;
import ai.massgen.core.plan.ToolImage;
import ai.massgen.core.plan.ToolPlan;
import java.util.ArrayList;
import java.util.List;

/** What a plan asks for, as pins name it. */
final class PinSubjects {
    private PinSubjects() {}

    static PinSubject of(ToolPlan plan) {
        if (plan.remote().isPresent()) {
            RemotePlan remote = plan.remote().get();
            return PinSubject.remote(
                    plan.name(),
                    remote.target().toString(),
                    remote.target().query(),
                    remote.headerNames(),
                    McpClient.CAPABILITIES);
        }
        List<String> environment = new ArrayList<>(plan.env().keySet());
        environment.addAll(plan.secrets().keySet());
        return PinSubject.of(
                plan.name(), plan.image().map(ToolImage::words), plan.command(), environment, McpClient.CAPABILITIES);
    }
}
