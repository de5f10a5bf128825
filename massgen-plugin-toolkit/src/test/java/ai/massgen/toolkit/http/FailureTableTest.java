package ai.massgen.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.BackendException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTableTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":{\"message\":\"Incorrect API key provided\",\"code\":\"invalid_api_key\"}} | AUTHENTICATION",
                "400 | {\"error\":{\"message\":\"API key not valid.\",\"status\":\"INVALID_ARGUMENT\"}} | AUTHENTICATION",
                "402 | {\"error\":\"pay\"} | QUOTA_EXHAUSTED",
                "403 | {\"error\":{\"message\":\"no access\"}} | PERMISSION",
                "404 | {\"error\":{\"code\":\"model_not_found\"}} | INVALID_REQUEST",
                "400 | {\"error\":{\"code\":\"context_length_exceeded\"}} | CONTEXT_OVERFLOW",
                "400 | {\"message\":\"This model's maximum context length is 4096 tokens.\"} | CONTEXT_OVERFLOW",
                "400 | {\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt is too long: 9 > 8\"}} | CONTEXT_OVERFLOW",
                "400 | {\"error\":{\"code\":\"content_filter\",\"message\":\"filtered\"}} | REFUSED",
                "400 | {\"error\":{\"message\":\"Your credit balance is too low\"}} | QUOTA_EXHAUSTED",
                "400 | {\"error\":{\"message\":\"Unsupported parameter\"}} | INVALID_REQUEST",
                "422 | {\"detail\":[{\"msg\":\"field required\"}]} | INVALID_REQUEST",
                "408 | '' | TIMEOUT",
                "409 | '' | UNAVAILABLE",
                "413 | '' | CONTEXT_OVERFLOW",
                "429 | {\"error\":{\"code\":\"insufficient_quota\"}} | QUOTA_EXHAUSTED",
                "429 | {\"error\":{\"code\":\"rate_limit_exceeded\",\"type\":\"tokens\"}} | RATE_LIMITED",
                "429 | slow down | RATE_LIMITED",
                "500 | {\"error\":{\"message\":\"oops: context window\"}} | UNAVAILABLE",
                "502 | <html><title>Bad Gateway</title></html> | UNAVAILABLE",
                "503 | {\"error\":{\"message\":\"The engine is currently overloaded\"}} | OVERLOADED",
                "503 | '' | UNAVAILABLE",
                "529 | {\"error\":{\"type\":\"overloaded_error\"}} | OVERLOADED",
                "504 | {\"error\":{\"type\":\"timeout_error\"}} | TIMEOUT",
                "524 | <html><title>A timeout occurred</title></html> | TIMEOUT",
                "429 | {\"error\":{\"type\":\"rate_limit_error\",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}} | QUOTA_EXHAUSTED",
                "429 | [{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"retryDelay\":\"7s\"}]}}] | RATE_LIMITED",
                "429 | {\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"violations\":"
                        + "[{\"quotaId\":\"GenerateRequestsPerMinutePerProjectPerModel\"}]}]}} | RATE_LIMITED",
                "429 | {\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"retryDelay\":\"7s\"},"
                        + "{\"violations\":[{\"quotaId\":\"GenerateRequestsPerDayPerProjectPerModel\"}]}]}} | QUOTA_EXHAUSTED",
                "429 | {\"error\":{\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"Your prepayment credits are depleted.\"}} | QUOTA_EXHAUSTED",
                "307 | '' | INVALID_REQUEST"
            })
    void statusAndBodyGiveTheKind(int status, String body, Kind kind) {
        assertThat(FailureTable.of(status, ErrorBody.parse(body))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":{\"code\":502,\"message\":\"Provider disconnected\"}} | UNAVAILABLE",
                "{\"error\":{\"code\":429,\"message\":\"Rate limited\"}} | RATE_LIMITED",
                "{\"error\":{\"code\":\"server_error\",\"message\":\"boom\"}} | UNAVAILABLE",
                "{\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}} | OVERLOADED",
                "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"bad\"}} | INVALID_REQUEST",
                "{\"error\":{\"message\":\"maximum context length is 9\"}} | CONTEXT_OVERFLOW",
                "{\"error\":{\"type\":\"permission_error\",\"message\":\"no\"}} | PERMISSION",
                "{\"error\":{\"type\":\"not_found_error\",\"message\":\"model\"}} | INVALID_REQUEST",
                "{\"error\":{\"type\":\"timeout_error\",\"message\":\"late\"}} | TIMEOUT",
                "{\"error\":{\"type\":\"api_error\",\"message\":\"oops\"}} | UNAVAILABLE",
                "{\"error\":\"something\"} | UNAVAILABLE"
            })
    void anErrorInsideAStreamHasAKindWithoutAStatus(String body, Kind kind) {
        assertThat(FailureTable.inStream(ErrorBody.parse(body))).isEqualTo(kind);
    }

    @Test
    void theProvidersWordsAreFoundInEveryShape() {
        assertThat(ErrorBody.parse("{\"error\":{\"message\":\"a\"}}").message()).isEqualTo("a");
        assertThat(ErrorBody.parse("{\"error\":\"b\"}").message()).isEqualTo("b");
        assertThat(ErrorBody.parse("{\"detail\":\"c\"}").message()).isEqualTo("c");
        assertThat(ErrorBody.parse("[{\"error\":{\"message\":\"d\"}}]").message())
                .isEqualTo("d");
        assertThat(ErrorBody.parse("<html><head><title> Bad\nGateway</title></head>")
                        .message())
                .isEqualTo("a web page: Bad\nGateway");
        assertThat(ErrorBody.parse("{broken").message()).isEqualTo("{broken");
        assertThat(ErrorBody.parse("{\"error\":{\"message\":\"upstream\",\"metadata\":{\"raw\":\"deep\"}}}")
                        .message())
                .isEqualTo("upstream: deep");
    }
}
