package ai.massgen.toolkit.http;

import ai.massgen.api.backend.BackendException.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which kind a provider's failure is of. What the provider's own code says goes before the status, because providers
 * use one status for very different things: 429 for a busy minute and for an empty account, 400 for a typing error and
 * for a wrong key.
 */
final class FailureTable {
    private static final Pattern QUOTA = Pattern.compile(
            "insufficient_quota|billing|payment_required|insufficient_(balance|credits?)|credit_balance|spend_limit|ramp_limit"
                    + "|perday");
    private static final Pattern NO_CREDIT =
            Pattern.compile("credit balance is too low|insufficient (balance|credits)|used all available credits"
                    + "|credits are depleted|spending cap");
    private static final Pattern OVERFLOW = Pattern.compile("context_length|context_window|string_above_max_length"
            + "|maximum context length|context window|prompt is too long|input is too long|exceeds? the (available )?context"
            + "|input token count|reduce the length of the (messages|prompt)");
    private static final Pattern KEY = Pattern.compile(
            "invalid_api_key|authentication_error|api_key_invalid|incorrect api key|invalid api key|api key not valid");
    private static final Pattern FILTER =
            Pattern.compile("content_filter|content_policy|responsible_?ai|bio_policy|policy_violation|invalid_prompt");
    private static final Pattern WRONG = Pattern.compile("invalid|not_found|unsupported|mismatch|image_");
    private static final Pattern RATE = Pattern.compile("rate_limit|resource_exhausted|too_many_requests");
    private static final Pattern BUSY = Pattern.compile("overloaded|engine_overloaded|at capacity|over capacity");

    private FailureTable() {}

    /** The kind of a failure that came with a status. */
    static Kind of(int status, ErrorBody body) {
        return said(body, status).orElseGet(() -> of(status));
    }

    /** The kind of a failure that was written into a reply which had begun well. */
    static Kind inStream(ErrorBody body) {
        int status = body.status().orElse(0);
        return said(body, status).orElseGet(() -> status == 0 ? named(body.type() + " " + body.code()) : of(status));
    }

    private static Optional<Kind> said(ErrorBody body, int status) {
        String name = (body.code() + " " + body.type() + " " + body.quotas()).toLowerCase(Locale.ROOT);
        String all = name + " " + body.message().toLowerCase(Locale.ROOT);
        if (status < 500 && NO_CREDIT.matcher(all).find()) {
            return Optional.of(Kind.QUOTA_EXHAUSTED);
        }
        return coded(name).or(() -> worded(all, status));
    }

    private static Optional<Kind> coded(String name) {
        if (QUOTA.matcher(name).find()) {
            return Optional.of(Kind.QUOTA_EXHAUSTED);
        }
        if (RATE.matcher(name).find()) {
            return Optional.of(Kind.RATE_LIMITED);
        }
        return FILTER.matcher(name).find() ? Optional.of(Kind.REFUSED) : Optional.empty();
    }

    /** A server that is failing quotes anything, so its words count only if they say that it is busy. */
    private static Optional<Kind> worded(String all, int status) {
        if ((status == 0 || status >= 500) && BUSY.matcher(all).find()) {
            return Optional.of(Kind.OVERLOADED);
        }
        if (status >= 500) {
            return Optional.empty();
        }
        if (OVERFLOW.matcher(all).find()) {
            return Optional.of(Kind.CONTEXT_OVERFLOW);
        }
        return KEY.matcher(all).find() ? Optional.of(Kind.AUTHENTICATION) : Optional.empty();
    }

    /** What is left when a provider gives neither a status nor a code of its own: the usual words. */
    private static Kind named(String name) {
        String words = name.toLowerCase(Locale.ROOT);
        if (words.contains("permission")) {
            return Kind.PERMISSION;
        }
        if (words.contains("timeout")) {
            return Kind.TIMEOUT;
        }
        return WRONG.matcher(words).find() ? Kind.INVALID_REQUEST : Kind.UNAVAILABLE;
    }

    private static Kind of(int status) {
        return switch (status) {
            case 401 -> Kind.AUTHENTICATION;
            case 402 -> Kind.QUOTA_EXHAUSTED;
            case 403, 451 -> Kind.PERMISSION;
            case 408, 504, 524 -> Kind.TIMEOUT;
            case 409, 421, 425 -> Kind.UNAVAILABLE;
            case 413 -> Kind.CONTEXT_OVERFLOW;
            case 429 -> Kind.RATE_LIMITED;
            case 498, 529 -> Kind.OVERLOADED;
            case 501, 505 -> Kind.INVALID_REQUEST;
            default -> status >= 500 ? Kind.UNAVAILABLE : Kind.INVALID_REQUEST;
        };
    }
}
