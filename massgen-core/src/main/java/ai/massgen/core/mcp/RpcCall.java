package ai.massgen.core.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;

/**
 * A method that the server is to run. Immutable, as long as nobody changes the tree.
 *
 * @param method the method
 * @param params its parameters, as they go on the wire
 * @param deadline how long to wait for the answer
 * @param cancellable whether the server may be told that nobody waits any more
 * @param headers what a transport with headers says besides
 */
record RpcCall(String method, ObjectNode params, Duration deadline, boolean cancellable, Map<String, String> headers) {
    static RpcCall of(String method, ObjectNode params, Duration deadline) {
        return new RpcCall(method, params, deadline, true, Map.of());
    }

    RpcCall notCancellable() {
        return new RpcCall(method, params, deadline, false, headers);
    }

    RpcCall with(Map<String, String> more) {
        return new RpcCall(method, params, deadline, cancellable, more);
    }
}
