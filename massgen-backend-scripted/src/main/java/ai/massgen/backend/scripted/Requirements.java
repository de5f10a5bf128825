package ai.massgen.backend.scripted;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelRequest;
import java.util.Set;

/** What a request needs of a model. */
final class Requirements {
    private Requirements() {}

    static void check(ModelRequest request, Set<Capability> offered) {
        Set<Capability> missing = request.needs();
        missing.removeAll(offered);
        if (!missing.isEmpty()) {
            throw new BackendException(
                    BackendException.Kind.INVALID_REQUEST,
                    "a scripted model cannot take " + missing + "; leave these settings out");
        }
    }
}
