package ai.massgen.core.pin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The text of a lock file. What was edited by hand so that a hash does not fit is not taken. Stateless. */
final class LockJson {
    private static final int VERSION = 1;
    private static final int MAX_DEPTH = 220;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private LockJson() {}

    static String write(Lock lock) {
        ObjectNode root = MAPPER.createObjectNode().put("version", VERSION);
        ArrayNode servers = root.putArray("servers");
        lock.pins().forEach(pin -> servers.add(server(pin)));
        return PrettyJson.of(root) + "\n";
    }

    private static ObjectNode server(ServerPin pin) {
        PinSubject subject = pin.subject();
        ObjectNode node = MAPPER.createObjectNode().put("server", subject.server());
        subject.image().ifPresent(image -> node.put("image", image));
        subject.url().ifPresent(url -> node.put("url", url));
        pin.origin().imageId().ifPresent(id -> node.put("image_id", id));
        pin.origin().repoDigest().ifPresent(digest -> node.put("repo_digest", digest));
        subject.program().ifPresent(program -> node.put("program", program));
        node.put("arguments_sha256", subject.arguments());
        ArrayNode environment = node.putArray("environment");
        subject.environment().forEach(environment::add);
        node.put("client_capabilities", subject.clientCapabilities());
        node.put("protocol", pin.origin().protocol());
        ArrayNode tools = node.putArray("tools");
        pin.tools()
                .forEach(tool -> tools.addObject().put("sha256", tool.sha256()).set("definition", tool.definition()));
        return node;
    }

    /**
     * Reads a lock file.
     *
     * @throws IllegalArgumentException if it is none; the message continues the file's name
     */
    static Lock read(String text) {
        JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is no JSON: " + e.getOriginalMessage() + place(e), e);
        }
        JsonNode version = root.path("version");
        require(version.isInt() && root.path("servers").isArray(), "is no lock file of MassGen");
        require(version.intValue() <= VERSION, "was written by a newer MassGen: its version is " + version);
        List<ServerPin> pins = new ArrayList<>();
        Set<PinSubject> subjects = new HashSet<>();
        for (JsonNode server : root.path("servers")) {
            ServerPin pin = pin(server);
            require(
                    subjects.add(pin.subject()),
                    "has the same server twice: " + pin.subject().server());
            pins.add(pin);
        }
        return new Lock(pins);
    }

    private static String place(JsonProcessingException problem) {
        return problem.getLocation() == null
                ? ""
                : " (line " + problem.getLocation().getLineNr() + ")";
    }

    private static ServerPin pin(JsonNode server) {
        List<String> environment = new ArrayList<>();
        server.path("environment").forEach(name -> environment.add(name.asText()));
        return new ServerPin(
                new PinSubject(
                        text(server, "server"),
                        optional(server, "image"),
                        optional(server, "url"),
                        optional(server, "program"),
                        text(server, "arguments_sha256"),
                        environment,
                        text(server, "client_capabilities")),
                new PinOrigin(optional(server, "image_id"), optional(server, "repo_digest"), text(server, "protocol")),
                tools(server));
    }

    private static List<ToolPin> tools(JsonNode server) {
        List<ToolPin> tools = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode each : server.path("tools")) {
            String where =
                    "the tool " + text(each.path("definition"), "name") + " of the server " + text(server, "server");
            require(each.path("definition").path("inputSchema").isObject(), "has no schema for " + where);
            ToolPin tool = ToolPin.read(each.path("definition"));
            require(
                    tool.sha256().equals(text(each, "sha256")),
                    "says something else of " + where + " than its hash; it was edited by hand");
            require(names.add(tool.name()), "has " + where + " twice");
            tools.add(tool);
        }
        return tools;
    }

    private static String text(JsonNode node, String name) {
        return optional(node, name).orElseThrow(() -> new IllegalArgumentException("lacks " + name + " in an entry"));
    }

    private static Optional<String> optional(JsonNode node, String name) {
        return Optional.ofNullable(node.path(name).textValue());
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
