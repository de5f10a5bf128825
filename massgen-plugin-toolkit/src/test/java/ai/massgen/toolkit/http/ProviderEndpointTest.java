package ai.massgen.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.massgen.api.config.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderEndpointTest {
    @ParameterizedTest
    @CsvSource({
        "https://example.org,                  https://example.org/chat/completions",
        "https://example.org/,                 https://example.org/chat/completions",
        "https://example.org/v1,               https://example.org/v1/chat/completions",
        "https://example.org/v1/,              https://example.org/v1/chat/completions",
        "http://127.0.0.1:8000/a%20b,          http://127.0.0.1:8000/a%20b/chat/completions",
        "https://example.org/v1?api-version=7, https://example.org/v1/chat/completions?api-version=7",
        "http://[::1]:11434/v1,                http://[::1]:11434/v1/chat/completions"
    })
    void aPathIsAppendedToTheBase(URI base, URI resource) {
        assertThat(endpoint(base, "sk-0123456789").resolve("chat/completions")).isEqualTo(resource);
    }

    @Test
    void theQueriesOfPathAndBaseAreJoined() {
        assertThat(endpoint(URI.create("https://example.org/v1?tenant=7"), "sk-0123456789")
                        .resolve("models?limit=9"))
                .isEqualTo(URI.create("https://example.org/v1/models?limit=9&tenant=7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org", "example.org", "http:///v1", "mailto:me@example.org"})
    void whatIsNoWebAddressIsRefused(URI base) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint(base, "sk-0123456789"))
                .withMessageContaining(base.toString());
    }

    @Test
    void aDummyKeyIsNoSecretAndTearsNoWordsApart() {
        URI base = URI.create("http://127.0.0.1");
        assertThat(endpoint(base, "none").redact("none of these")).isEqualTo("none of these");
        assertThat(endpoint(base, "sk-0123456789").redact("key sk-0123456789!")).isEqualTo("key ***!");
    }

    @Test
    void theKeyIsNotPrinted() {
        assertThat(endpoint(URI.create("http://127.0.0.1"), "sk-0123456789").toString())
                .doesNotContain("sk-0123456789");
    }

    private static ProviderEndpoint endpoint(URI base, String key) {
        return new ProviderEndpoint(
                "acme", base, Map.of(), Optional.of(ApiKey.bearer(Secret.of(key), "ACME_KEY")), "ACME_KEY");
    }
}
