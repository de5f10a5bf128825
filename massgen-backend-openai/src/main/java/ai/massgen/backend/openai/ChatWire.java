package ai.massgen.backend.openai;

import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.toolkit.http.CallFailures;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Chat Completions. */
final class ChatWire implements Wire {
    private final Preset preset;
    private final String model;

    ChatWire(Abilities abilities) {
        this.preset = abilities.preset();
        this.model = abilities.config().model();
    }

    @Override
    public Prepared prepare(ModelRequest request, Parameters parameters) {
        ChatMessages messages = new ChatMessages(preset, model);
        request.system().ifPresent(messages::system);
        request.messages().forEach(messages::add);
        ObjectNode body = new ChatRequest(model, preset.chat()).body(messages.json(), request, parameters);
        Origin origin = messages.origin();
        return new Prepared() {
            @Override
            public ObjectNode body() {
                return body;
            }

            @Override
            public GrowingReply reply(CallFailures failures, Consumer<? super ModelDelta> deltas) {
                return new ChatReply(request.key(), new ReplayedFields(origin), failures, new SaidDeltas(deltas));
            }
        };
    }
}
