package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.util.List;
import java.util.Locale;

/** Says why a pull failed and what to do. Engines and registries have only sentences for it, no codes. */
public final class PullFailure {
    private record Hint(List<String> signs, String advice) {}

    private static final List<Hint> HINTS = List.of(
            new Hint(
                    List.of("unauthorized", "denied", "forbidden", "authentication required", "no basic auth"),
                    "Check the name; if the image is private, log in with: %s login"),
            new Hint(
                    List.of("toomanyrequests", "too many requests", "rate limit"),
                    "The registry limits pulls; log in or wait"),
            new Hint(List.of("no space left"), "The engine's disk is full; make room with: %s system prune"),
            new Hint(
                    List.of("no matching manifest", "no image found in"),
                    "There is no build of the image for this machine's processor"),
            new Hint(List.of("not found", "manifest unknown"), "Check the name and the tag"),
            new Hint(
                    List.of(
                            "no such host",
                            "connection refused",
                            "timeout",
                            "unreachable",
                            "i/o",
                            "tls",
                            "dial tcp",
                            "deadline exceeded",
                            "client.timeout"),
                    "The registry cannot be reached from the engine; check network and proxy, or load the image"
                            + " from a file with: %s load"));

    private PullFailure() {}

    /**
     * Makes the failure.
     *
     * @param command the engine's command line, such as {@code docker}
     * @param reference the image
     * @param reason what the engine said
     * @return an exception of kind PULL_FAILED
     */
    public static SandboxException of(String command, String reference, String reason) {
        String text = reason.toLowerCase(Locale.ROOT);
        String advice = HINTS.stream()
                .filter(hint -> hint.signs().stream().anyMatch(text::contains))
                .map(hint -> hint.advice().replace("%s", command))
                .findFirst()
                .orElse("Try it by hand with: " + command + " pull " + reference);
        return new SandboxException(
                Kind.PULL_FAILED, "image '" + reference + "' could not be pulled: " + reason + ". " + advice + ".");
    }
}
