package ai.massgen.toolkit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a provider says about a failure, in whichever shape: OpenAI's and Anthropic's {@code error} object, Google's
 * array around it, Ollama's string, FastAPI's {@code detail}, a proxy's page, plain text.
 *
 * @param code the machine-readable code or status, or empty
 * @param type the machine-readable type, or empty
 * @param message the text for people, not yet redacted or shortened
 * @param retryDelay Google's {@code RetryInfo.retryDelay} such as {@code 12s}, or empty
 * @param quotas the ids of the quotas that Google says are used up, such as {@code GenerateRequestsPerDay…}, or empty
 */
record ErrorBody(String code, String type, String message, String retryDelay, String quotas) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LARGEST_PAGE = 8 * 1024;
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");
    private static final Pattern INVISIBLE = Pattern.compile("(?is)<(script|style)[^>]*>.*?</\\1>|<[^>]*>");

    static ErrorBody parse(String body) {
        String text = body.strip();
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                return of(JSON.readTree(text));
            } catch (JsonProcessingException e) {
                return new ErrorBody("", "", text, "", "");
            }
        }
        return new ErrorBody("", "", text.startsWith("<") ? page(text) : text, "", "");
    }

    static ErrorBody of(JsonNode root) {
        if (root.isArray() && !root.isEmpty()) {
            return of(root.get(0));
        }
        JsonNode error = root.path("error");
        if (error.isObject()) {
            return ofObject(error);
        }
        if (error.isTextual()) {
            return new ErrorBody(text(root, "code"), text(root, "type"), error.textValue(), "", "");
        }
        return ofObject(root);
    }

    /** The HTTP status that a numeric code means, if it means one. */
    Optional<Integer> status() {
        return code.matches("[3-5]\\d\\d") ? Optional.of(Integer.valueOf(code)) : Optional.empty();
    }

    private static ErrorBody ofObject(JsonNode error) {
        String code = text(error, "code");
        String type = text(error, "type");
        return new ErrorBody(
                code.isEmpty() ? text(error.path("details"), "error_code") : code,
                type.isEmpty() ? text(error, "status") : type,
                message(error),
                retryDelay(error),
                quotas(error));
    }

    private static String message(JsonNode error) {
        String raw = text(error.path("metadata"), "raw");
        String message = text(error, "message");
        if (message.isEmpty()) {
            JsonNode detail = error.path("detail");
            message = detail.isTextual()
                    ? detail.textValue()
                    : detail.isMissingNode() ? error.toString() : detail.toString();
        }
        return raw.isEmpty() || raw.equals(message) ? message : message + ": " + raw;
    }

    private static String retryDelay(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            if (detail.has("retryDelay")) {
                return text(detail, "retryDelay");
            }
        }
        return "";
    }

    /** Providers give a wait with quotas of a day too, so their names are all that tells a busy minute from a lost day. */
    private static String quotas(JsonNode error) {
        StringJoiner quotas = new StringJoiner(" ");
        for (JsonNode detail : error.path("details")) {
            detail.path("violations").forEach(violation -> quotas.add(text(violation, "quotaId")));
        }
        return quotas.toString();
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    private static String page(String body) {
        String html = body.length() > LARGEST_PAGE ? body.substring(0, LARGEST_PAGE) : body;
        Matcher title = TITLE.matcher(html);
        String text = title.find() ? title.group(1) : INVISIBLE.matcher(html).replaceAll(" ");
        return "a web page: " + text.strip();
    }
}
