package ai.massgen.backend.openai;

import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.toolkit.http.CallFailures;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** The Responses API, without memory at the provider: every request tells the whole conversation. */
final class ResponsesWire implements Wire {
    private final Abilities abilities;

    ResponsesWire(Abilities abilities) {
        this.abilities = abilities;
    }

    @Override
    public Prepared prepare(ModelRequest request, Parameters parameters) {
        ResponsesInput input =
                new ResponsesInput(abilities.preset(), abilities.config().model());
        request.system().ifPresent(input::system);
        request.messages().forEach(input::add);
        ObjectNode body = new ResponsesRequest(abilities).body(input, request, parameters);
        Origin origin = input.origin();
        return new Prepared() {
            @Override
            public ObjectNode body() {
                return body;
            }

            @Override
            public GrowingReply reply(CallFailures failures, Consumer<? super ModelDelta> deltas) {
                SaidDeltas said = new SaidDeltas(deltas);
                boolean strict = request.outputSchema().isPresent();
                OutputItems items = new OutputItems("call_" + request.key().call() + "_", strict, said);
                return new ResponsesReply(origin, items, failures, said);
            }
        };
    }
}
