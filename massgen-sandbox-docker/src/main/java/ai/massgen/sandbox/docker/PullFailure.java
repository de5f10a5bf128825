package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.util.List;
import java.util.Locale;

/** Says why a pull failed and what to do. Docker and registries have only sentences for it, no codes. */
final class PullFailure {
    private record Hint(List<String> signs, String advice) {}

    private static final List<Hint> HINTS = List.of(
            new Hint(
                    List.of("unauthorized", "denied", "authentication required", "no basic auth"),
                    "Check the name; if the image is private, log in with: docker login"),
            new Hint(List.of("toomanyrequests", "rate limit"), "The registry limits pulls; log in or wait"),
            new Hint(List.of("no space left"), "The engine's disk is full; make room with: docker system prune"),
            new Hint(List.of("no matching manifest"), "There is no build of the image for this machine's processor"),
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
                            + " from a file with: docker load"));

    private PullFailure() {}

    static SandboxException of(String reference, String reason) {
        String text = reason.toLowerCase(Locale.ROOT);
        String advice = HINTS.stream()
                .filter(hint -> hint.signs().stream().anyMatch(text::contains))
                .map(Hint::advice)
                .findFirst()
                .orElse("Try it by hand with: docker pull " + reference);
        return new SandboxException(
                Kind.PULL_FAILED, "image '" + reference + "' could not be pulled: " + reason + ". " + advice + ".");
    }
}
