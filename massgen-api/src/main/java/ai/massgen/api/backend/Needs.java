package ai.massgen.api.backend;

import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** What a request needs of a model. */
final class Needs {
    private Needs() {}

    static Set<Capability> of(ModelRequest request) {
        Set<Capability> needed = EnumSet.noneOf(Capability.class);
        if (!request.tools().isEmpty()) {
            needed.add(Capability.TOOLS);
        }
        request.temperature().ifPresent(value -> needed.add(Capability.TEMPERATURE));
        request.seed().ifPresent(value -> needed.add(Capability.SEED));
        request.maxOutputTokens().ifPresent(value -> needed.add(Capability.MAX_OUTPUT_TOKENS));
        request.outputSchema().ifPresent(value -> needed.add(Capability.STRUCTURED_OUTPUT));
        needed.addAll(request.providerTools());
        request.messages().stream().flatMap(Needs::parts).forEach(part -> add(part, needed));
        return needed;
    }

    private static Stream<Part> parts(Message message) {
        return message instanceof Message.User user ? user.parts().stream() : Stream.empty();
    }

    private static void add(Part part, Set<Capability> needed) {
        switch (part) {
            case Part.Text text -> {}
            case Part.Image image -> needed.add(Capability.IMAGES);
            case Part.Document document -> needed.add(Capability.DOCUMENTS);
        }
    }
}
