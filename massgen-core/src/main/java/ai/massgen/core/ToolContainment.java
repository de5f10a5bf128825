package ai.massgen.core;

import ai.massgen.api.sandbox.Evidence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How one tool server will be locked in, in words. Immutable.
 *
 * @param server its name in the configuration
 * @param sandbox the sandbox that it runs in; {@code remote} if it runs elsewhere
 * @param isolated whether that sandbox isolates at all
 * @param remote whether it runs elsewhere, so that there is nothing here to hold in
 * @param runs what runs there: image, command, names of variables and secrets, scope, times
 * @param controls what is in force, by the name of the control; empty without isolation
 */
public record ToolContainment(
        String server,
        String sandbox,
        boolean isolated,
        boolean remote,
        Map<String, String> runs,
        Map<String, String> controls) {
    /** Copies the maps, keeping their order. */
    public ToolContainment {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(sandbox, "sandbox");
        runs = Collections.unmodifiableMap(new LinkedHashMap<>(runs));
        controls = Collections.unmodifiableMap(new LinkedHashMap<>(controls));
    }

    /**
     * What a look at a real container of a tool server has found. Immutable.
     *
     * @param server the server's name in the configuration
     * @param container the name that the container had
     * @param evidence what is known from outside: recorded by the engine, observed on the running process
     * @param inside what a program sees inside; empty if the image has no shell to ask with
     */
    public record Check(String server, String container, List<Evidence> evidence, List<Finding> inside) {
        /** Copies the lists. */
        public Check {
            Objects.requireNonNull(server, "server");
            Objects.requireNonNull(container, "container");
            evidence = List.copyOf(evidence);
            inside = List.copyOf(inside);
        }

        /**
         * One thing that was tried inside. Immutable.
         *
         * @param what what was tried or asked
         * @param expected what the policy promises
         * @param seen what was seen
         * @param held whether the promise holds; empty if that cannot be seen there
         */
        public record Finding(String what, String expected, String seen, Optional<Boolean> held) {
            /** Checks for null. */
            public Finding {
                Objects.requireNonNull(what, "what");
                Objects.requireNonNull(expected, "expected");
                Objects.requireNonNull(seen, "seen");
                Objects.requireNonNull(held, "held");
            }
        }

        /**
         * Whether nothing was found that should be in force and is not.
         *
         * @return false if a control or an attempt inside shows a gap
         */
        public boolean held() {
            return evidence.stream().noneMatch(entry -> entry.status() == Evidence.Status.NOT_ENFORCED)
                    && inside.stream().noneMatch(finding -> finding.held().equals(Optional.of(false)));
        }
    }
}
