package ai.massgen.testkit.wire;

import ai.massgen.api.config.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes what a provider said fit to be kept: keys, ids, dates and sealed blobs are replaced, the same by the same, so that
 * two recordings differ only where the provider does. Not thread-safe; one for each recording.
 */
public final class Redaction {
    /** Ids, by the ends of their names: {@code id}, {@code call_id}, {@code responseId}, {@code system_fingerprint}. */
    private static final Pattern IDS = Pattern.compile(
            "\"((?:[a-zA-Z_]*_)?id|[a-z][a-zA-Z]*Id|system_fingerprint|organization|obfuscation)\"\\s*:\\s*\"([^\"\\\\]{4,})\"");

    /** What a provider has sealed for itself. */
    private static final Pattern SEALED = Pattern.compile(
            "\"(signature|encrypted_content|thoughtSignature|data)\"\\s*:\\s*\"([A-Za-z0-9+/=_-]{16,})\"");

    private static final Pattern SECONDS =
            Pattern.compile("\"(created|created_at|completed_at|expires_at)\"\\s*:\\s*[0-9]+(?:\\.[0-9]+)?");
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?(?:Z|[+-]\\d{2}:\\d{2})");
    private static final Pattern PREFIX = Pattern.compile("^[a-z]+(?=[_-])");

    private final List<Secret> secrets;
    private final Map<String, String> names = new HashMap<>();

    /**
     * Creates a redaction.
     *
     * @param secrets what must not be kept wherever it stands, such as the key in clear
     */
    public Redaction(List<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /**
     * Redacts a text.
     *
     * @param text JSON, or events with JSON
     * @return the text to keep
     */
    public String apply(String text) {
        String redacted = text;
        for (Secret secret : secrets) {
            redacted = secret.redact(redacted);
        }
        redacted = renamed(IDS, redacted, "id");
        redacted = renamed(SEALED, redacted, "sealed");
        redacted = SECONDS.matcher(redacted).replaceAll("\"$1\":0");
        return INSTANT.matcher(redacted).replaceAll("2026-01-01T00:00:00Z");
    }

    /** An id may stand in other fields too, where nobody can know it for one: it is replaced wherever it stands. */
    private String renamed(Pattern fields, String text, String kind) {
        Matcher matcher = fields.matcher(text);
        String renamed = text;
        for (MatchResult found : matcher.results().toList()) {
            String name = names.computeIfAbsent(found.group(2), value -> name(value, kind));
            renamed = renamed.replace("\"" + found.group(2) + "\"", "\"" + name + "\"");
        }
        return renamed;
    }

    private String name(String value, String kind) {
        Matcher prefix = PREFIX.matcher(value);
        return (prefix.find() ? prefix.group() : kind) + "-" + (names.size() + 1);
    }
}
