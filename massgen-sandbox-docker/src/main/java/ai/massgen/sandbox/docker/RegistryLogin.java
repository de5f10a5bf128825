package ai.massgen.sandbox.docker;

import ai.massgen.toolkit.io.BlockingCalls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds what an engine needs to log in to a registry, where the docker program keeps it: in {@code config.json}, or with a
 * helper that is named there ({@code credHelpers}, {@code credsStore}). Nothing of it is kept or shown.
 *
 * @param folder the docker program's settings
 * @param helpers what the names of helpers begin with, before the name in the settings
 * @param warnings hears of logins that cannot be read
 */
record RegistryLogin(DockerFolder folder, String helpers, Consumer<String> warnings) {
    /** What the names of the docker program's helpers begin with. */
    static final String HELPERS = "docker-credential-";

    private static final String DOCKER_HUB = "https://index.docker.io/v1/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LONGEST = 1 << 20;
    private static final BlockingCalls CALLS = new BlockingCalls("massgen-docker-credentials");

    /**
     * The value of the header {@code X-Registry-Auth}.
     *
     * @param repository the repository to pull, with or without a host
     * @return empty if nothing is known for its registry
     * @throws InterruptedException if the thread is interrupted
     */
    Optional<String> header(String repository) throws InterruptedException {
        String registry = registry(repository);
        try {
            return login(registry).map(login -> encoded(login.put("serveraddress", registry)));
        } catch (IllegalArgumentException | IOException e) {
            warnings.accept("no login for the registry " + registry + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** As the docker program keeps it: what has neither a dot nor a port in front is on Docker Hub. */
    static String registry(String repository) {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        return !host || first.equals("docker.io") || first.equals("index.docker.io") ? DOCKER_HUB : first;
    }

    private static String encoded(ObjectNode login) {
        return Base64.getUrlEncoder().encodeToString(login.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Optional<ObjectNode> login(String registry) throws IOException, InterruptedException {
        JsonNode config = folder.config();
        String helper = config.path("credHelpers")
                .path(registry)
                .asText(config.path("credsStore").asText(""));
        return helper.isBlank() ? stored(config.path("auths"), registry) : helped(helper, registry);
    }

    private static Optional<ObjectNode> stored(JsonNode logins, String registry) {
        for (String name : List.of(registry, "https://" + registry, "https://" + registry + "/")) {
            JsonNode login = logins.path(name);
            if (login.hasNonNull("identitytoken")) {
                return Optional.of(JSON.createObjectNode()
                        .put("identitytoken", login.path("identitytoken").asText()));
            }
            String auth = login.path("auth").asText("");
            if (!auth.isBlank()) {
                return Optional.of(userAndPassword(auth));
            }
        }
        return Optional.empty();
    }

    private static ObjectNode userAndPassword(String auth) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(auth);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its auth is not base64"); // without the cause, which quotes it
        }
        String[] words = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
        if (words.length != 2) {
            throw new IllegalArgumentException("its auth is no user and password");
        }
        return JSON.createObjectNode().put("username", words[0]).put("password", words[1]);
    }

    private Optional<ObjectNode> helped(String helper, String registry) throws IOException, InterruptedException {
        if (!HELPER.matcher(helper).matches()) {
            throw new IllegalArgumentException("'" + helper + "' is no name of a helper");
        }
        Process process = new ProcessBuilder(helpers + helper, "get")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String said =
                    CALLS.call(() -> conversation(process, registry), process::destroyForcibly, Optional.of(PATIENCE));
            // a helper that knows nothing says so and ends with 1
            return process.waitFor() == 0 ? Optional.of(answer(said)) : Optional.empty();
        } catch (TimeoutException e) {
            throw new IOException(helpers + helper + " does not answer", e);
        }
    }

    private static String conversation(Process process, String registry) throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            in.write(registry.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it ended without reading; its answer and its exit code tell why
        }
        return new String(process.getInputStream().readNBytes(LONGEST), StandardCharsets.UTF_8);
    }

    private static ObjectNode answer(String said) {
        try {
            JsonNode login = JSON.readTree(said);
            String user = login.path("Username").asText("");
            String secret = login.path("Secret").asText("");
            return user.equals("<token>")
                    ? JSON.createObjectNode().put("identitytoken", secret)
                    : JSON.createObjectNode().put("username", user).put("password", secret);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what the helper said is no JSON"); // without the text: it is secret
        }
    }
}
