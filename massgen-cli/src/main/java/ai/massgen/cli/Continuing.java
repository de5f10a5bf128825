package ai.massgen.cli;

import ai.massgen.core.MassGen;
import ai.massgen.core.Session;
import java.util.Optional;

/** Opens sessions that continue earlier ones. */
final class Continuing {
    private Continuing() {}

    /**
     * Opens a session.
     *
     * @param massgen the system
     * @param run the run to continue, if one is named
     * @param latest whether to continue the latest one
     * @throws UsageException if there is none to continue
     */
    static Session session(MassGen massgen, Optional<String> run, boolean latest) {
        if (run.isPresent()) {
            return massgen.session(RunName.checked(run.get()));
        }
        if (!latest) {
            return massgen.session();
        }
        return massgen.session(massgen.runs()
                .latestDecided()
                .orElseThrow(() ->
                        new UsageException("there is no run to continue: none in this folder has come to an answer")));
    }
}
