package ai.massgen.cli;

import ai.massgen.core.Installation.BackendInfo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the model providers. */
@Command(name = "backends", description = "List the installed backends, which are model providers, and their keys.")
final class BackendsCommand implements Callable<Integer> {
    private final Context context;

    BackendsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Listing listing = new Listing(context.terminal());
        for (BackendInfo backend : context.installation().backends()) {
            listing.plugin(
                    backend.name(), backend.version(), backend.location(), backend.failure(), listing.keys(backend));
        }
        return listing.exitCode();
    }
}
