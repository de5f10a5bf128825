package ai.massgen.cli;

import ai.massgen.core.Installation.SandboxInfo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the kinds of container runtimes. */
@Command(
        name = "sandboxes",
        description = "List the installed sandboxes, which are container runtimes, and what they can do.")
final class SandboxesCommand implements Callable<Integer> {
    private final Context context;

    SandboxesCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Listing listing = new Listing(context.terminal());
        for (SandboxInfo sandbox : context.installation().sandboxes()) {
            listing.plugin(
                    sandbox.name(),
                    sandbox.version(),
                    sandbox.location(),
                    sandbox.failure(),
                    Listing.capabilities(sandbox));
        }
        return listing.exitCode();
    }
}
