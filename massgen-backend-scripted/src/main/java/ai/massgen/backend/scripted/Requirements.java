package ai.massgen.backend.scripted;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import java.util.EnumSet;
import java.util.Set;

/** What a request needs of a model. */
final class Requirements {
    private Requirements() {}

    static void check(ModelRequest request, Set<Capability> offered) {
        Set<Capability> missing = of(request);
        missing.removeAll(offered);
        if (!missing.isEmpty()) {
            throw new BackendException(
                    BackendException.Kind.INVALID_REQUEST,
                    "a scripted model cannot take " + missing + "; leave these settings out");
        }
    }

    private static Set<Capability> of(ModelRequest request) {
        Set<Capability> needed = EnumSet.noneOf(Capability.class);
        request.temperature().ifPresent(value -> needed.add(Capability.TEMPERATURE));
        request.seed().ifPresent(value -> needed.add(Capability.SEED));
        request.maxOutputTokens().ifPresent(value -> needed.add(Capability.MAX_OUTPUT_TOKENS));
        if (request.messages().stream().anyMatch(Requirements::hasImage)) {
            needed.add(Capability.IMAGES);
        }
        return needed;
    }

    private static boolean hasImage(Message message) {
        return message instanceof Message.User user && user.parts().stream().anyMatch(Part.Image.class::isInstance);
    }
}
