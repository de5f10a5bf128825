package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.SandboxContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The folder where the docker program has its settings: {@code DOCKER_CONFIG}, or {@code .docker} in the home folder. Read
 * anew each time, never written.
 *
 * @param path the folder, which need not be there
 */
record DockerFolder(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LONGEST = 4 << 20;

    /**
     * An engine that a context names.
     *
     * @param host its address
     * @param certificates where its certificates are if it is reached by TLS
     */
    record Endpoint(String host, Path certificates) {}

    static DockerFolder of(SandboxContext context) {
        return new DockerFolder(context.environment("DOCKER_CONFIG")
                .map(Path::of)
                .or(() -> context.environment("HOME").map(home -> Path.of(home, ".docker")))
                .orElseGet(() -> Path.of(".docker")));
    }

    /** Where the settings are. */
    Path settings() {
        return path.resolve("config.json");
    }

    /**
     * The settings.
     *
     * @return a missing node if there is no such file
     * @throws IllegalArgumentException if it cannot be read
     */
    JsonNode config() {
        return read(settings()).orElseGet(MissingNode::getInstance);
    }

    Optional<String> currentContext() {
        try {
            String name = config().path("currentContext").asText("");
            return name.isBlank() ? Optional.empty() : Optional.of(name);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a file of another program must not be in the way of a local engine
        }
    }

    /**
     * Looks a context up.
     *
     * @throws IllegalArgumentException if there is none of this name, or it turns TLS verification off
     */
    Endpoint context(String name) {
        String folder = sha256(name);
        Path file = path.resolve("contexts/meta").resolve(folder).resolve("meta.json");
        JsonNode endpoint = read(file)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no docker context '" + name + "'; docker context ls shows those there are"))
                .path("Endpoints")
                .path("docker");
        if (endpoint.path("SkipTLSVerify").asBoolean(false)) {
            throw new IllegalArgumentException("the docker context '" + name
                    + "' does not verify its engine (SkipTLSVerify), which is not done here; give it a ca.pem");
        }
        String host = endpoint.path("Host").asText("");
        if (host.isBlank()) {
            throw new IllegalArgumentException("the docker context '" + name + "' names no engine");
        }
        return new Endpoint(host, path.resolve("contexts/tls").resolve(folder).resolve("docker"));
    }

    private static Optional<JsonNode> read(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new IllegalArgumentException(file + " is too long");
            }
            return Optional.of(JSON.readTree(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            // without the text: it may hold passwords
            throw new IllegalArgumentException(file + " is no JSON, from line "
                    + (e.getLocation() == null ? "1" : e.getLocation().getLineNr()));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String sha256(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
