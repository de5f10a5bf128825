package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.ExecSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;

/** What engines are told and say of a further program in a container. Docker's messages, which libpod speaks as well. */
public final class ExecMessages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExecMessages() {}

    /**
     * The body that creates one. The user is the container's, since none is named.
     *
     * @param spec what to run
     * @param secrets what it takes from its standard input first, as the container's first program did
     * @return JSON
     */
    public static byte[] create(ExecSpec spec, SecretInput secrets) {
        ObjectNode body = JSON.createObjectNode();
        body.put("AttachStdin", true).put("AttachStdout", true).put("AttachStderr", true);
        body.put("Tty", false).put("Privileged", false);
        secrets.command(spec.command()).forEach(body.putArray("Cmd")::add);
        ArrayNode environment = body.putArray("Env");
        new TreeMap<>(spec.environment()).forEach((name, value) -> environment.add(name + "=" + value));
        spec.workingDirectory().ifPresent(folder -> body.put("WorkingDir", folder));
        return bytes(body);
    }

    /**
     * The body that starts it and turns the connection into its streams.
     *
     * @return JSON
     */
    public static byte[] start() {
        return bytes(JSON.createObjectNode().put("Detach", false).put("Tty", false));
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * How it ended.
     *
     * @param account what the engine says of it
     * @return its exit code, empty if it still runs
     */
    public static Optional<Integer> exitCode(JsonNode account) {
        JsonNode code = account.path("ExitCode");
        boolean ended = !account.path("Running").asBoolean(true) && code.canConvertToInt();
        return ended ? Optional.of(code.intValue()) : Optional.empty();
    }

    /**
     * Whether a status says that the container is not there any more, or not running any more.
     *
     * @param status the status of an answer
     * @return true for 404 and 409
     */
    public static boolean isGone(int status) {
        return status == 404 || status == 409;
    }
}
