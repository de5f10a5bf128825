package ai.massgen.api.sandbox;

import ai.massgen.api.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What to run. Built by the engine with {@link #builder}, read by sandboxes, so components may be added: read the
 * accessors, do not deconstruct. Immutable.
 *
 * @param name the container's name
 * @param image the image, empty only for a sandbox without {@link SandboxCapability#IMAGES}
 * @param command the command and its arguments, which replace the image's entry point and command; empty for the
 *     image's own
 * @param environment variables of the process besides those of the image
 * @param secrets variables of the process that must not show in the engine's account of the container
 * @param mounts what it sees of this machine
 * @param workingDirectory where it starts, if not where the image says
 * @param labels labels of the container, with those of {@link SandboxLabels}
 * @param policy how it is locked in
 * @param lifetime how long it may live
 */
public record ProcessSpec(
        String name,
        Optional<ImageId> image,
        List<String> command,
        Map<String, String> environment,
        Map<String, Secret> secrets,
        List<Mount> mounts,
        Optional<String> workingDirectory,
        Map<String, String> labels,
        IsolationPolicy policy,
        Duration lifetime) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * Copies the collections and checks names.
     *
     * @throws IllegalArgumentException if a name is not of the allowed form or the lifetime is not positive
     */
    public ProcessSpec {
        Objects.requireNonNull(image, "image");
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        secrets = Map.copyOf(secrets);
        mounts = List.copyOf(mounts);
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        labels = Map.copyOf(labels);
        Objects.requireNonNull(policy, "policy");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a container name: '" + name + "'");
        }
        if (!lifetime.isPositive()) {
            throw new IllegalArgumentException("lifetime must be positive, got " + lifetime);
        }
        for (String variable : environment.keySet()) {
            checkVariable(variable);
        }
        for (String variable : secrets.keySet()) {
            checkVariable(variable);
            if (environment.containsKey(variable)) {
                throw new IllegalArgumentException("'" + variable + "' is both a variable and a secret");
            }
        }
    }

    static void checkVariable(String name) {
        if (!VARIABLE.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of an environment variable: '" + name + "'");
        }
    }

    /**
     * Starts a specification with the locked policy and a lifetime of one hour.
     *
     * @param name the container's name
     * @return a builder
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Collects the components of a specification. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private Optional<ImageId> image = Optional.empty();
        private List<String> command = List.of();
        private Map<String, String> environment = Map.of();
        private Map<String, Secret> secrets = Map.of();
        private List<Mount> mounts = List.of();
        private Optional<String> workingDirectory = Optional.empty();
        private Map<String, String> labels = Map.of();
        private IsolationPolicy policy = IsolationPolicy.LOCKED;
        private Duration lifetime = Duration.ofHours(1);

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Sets the image.
         *
         * @param image the image
         * @return this builder
         */
        public Builder image(ImageId image) {
            this.image = Optional.of(image);
            return this;
        }

        /**
         * Sets the command.
         *
         * @param command the command and its arguments
         * @return this builder
         */
        public Builder command(List<String> command) {
            this.command = command;
            return this;
        }

        /**
         * Sets the environment.
         *
         * @param environment variables by name
         * @return this builder
         */
        public Builder environment(Map<String, String> environment) {
            this.environment = environment;
            return this;
        }

        /**
         * Sets the secrets.
         *
         * @param secrets secrets by variable name
         * @return this builder
         */
        public Builder secrets(Map<String, Secret> secrets) {
            this.secrets = secrets;
            return this;
        }

        /**
         * Sets the mounts.
         *
         * @param mounts the mounts
         * @return this builder
         */
        public Builder mounts(List<Mount> mounts) {
            this.mounts = mounts;
            return this;
        }

        /**
         * Sets where the process starts.
         *
         * @param workingDirectory an absolute path inside the container
         * @return this builder
         */
        public Builder workingDirectory(String workingDirectory) {
            this.workingDirectory = Optional.of(workingDirectory);
            return this;
        }

        /**
         * Sets the labels.
         *
         * @param labels labels by name
         * @return this builder
         */
        public Builder labels(Map<String, String> labels) {
            this.labels = labels;
            return this;
        }

        /**
         * Sets how the process is locked in.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder policy(IsolationPolicy policy) {
            this.policy = policy;
            return this;
        }

        /**
         * Sets how long the process may live.
         *
         * @param lifetime the lifetime
         * @return this builder
         */
        public Builder lifetime(Duration lifetime) {
            this.lifetime = lifetime;
            return this;
        }

        /**
         * Makes the specification.
         *
         * @return the specification
         */
        public ProcessSpec build() {
            return new ProcessSpec(
                    name, image, command, environment, secrets, mounts, workingDirectory, labels, policy, lifetime);
        }
    }
}
