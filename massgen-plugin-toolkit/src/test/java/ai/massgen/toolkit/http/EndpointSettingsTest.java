package ai.massgen.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.config.Secret;
import ai.massgen.testkit.backend.TestContext;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointSettingsTest {
    private static final URI ACME = URI.create("https://example.org/v1");

    private final TestContext engine = TestContext.with("ACME_KEY", "from-environment");

    @Test
    void theSettingGoesBeforeTheVariable() {
        assertThat(key(settings(ACME, Optional.of("from-settings")))).isEqualTo("from-settings");
        assertThat(key(settings(ACME, Optional.empty()))).isEqualTo("from-environment");
    }

    @Test
    void theKeyTravelsAsTheProviderLikesIt() {
        ApiKey bearer = settings(ACME, Optional.empty()).resolve(engine).key().orElseThrow();
        assertThat(bearer.header() + ": " + bearer.prefix()).isEqualTo("Authorization: Bearer ");
        ApiKey bare = new EndpointSettings(
                        "acme", ACME, Map.of(), Optional.of(Secret.of("k")), Optional.empty(), Optional.of("x-api-key"))
                .resolve(engine)
                .key()
                .orElseThrow();
        assertThat(bare.header() + ": " + bare.prefix()).isEqualTo("x-api-key: ");
    }

    @Test
    void aKeyThatIsMissingIsAskedForByName() {
        BackendException failure = failure(settings(ACME, Optional.empty()), TestContext.withoutWarnings());
        assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(failure)
                .hasMessage("acme at example.org needs a key and there is none. Set api_key or the variable ACME_KEY.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:1234/v1", "http://127.0.0.1:8000", "http://127.1.2.3", "http://[::1]:11434"})
    void theLoopbackNeedsNoKeyAndNoEncryption(URI loopback) {
        assertThat(settings(loopback, Optional.empty())
                        .resolve(TestContext.withoutWarnings())
                        .key())
                .isEmpty();
        settings(loopback, Optional.of("k")).resolve(engine);
        assertThat(engine.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1.example.org", "http://localhost.example.org", "http://10.0.0.1"})
    void whatOnlyLooksLikeTheLoopbackNeedsAKeyThatShouldNotTravelInClear(URI other) {
        assertThat(failure(settings(other, Optional.empty()), TestContext.withoutWarnings())
                        .kind())
                .isEqualTo(Kind.AUTHENTICATION);
        settings(other, Optional.of("k")).resolve(engine);
        assertThat(engine.warnings()).singleElement().asString().contains(other.getHost(), "unencrypted");
    }

    @Test
    void aWrongAddressIsQuoted() {
        BackendException failure = failure(settings(URI.create("ftp://example.org"), Optional.of("k")), engine);
        assertThat(failure.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(failure).hasMessageContaining("base_url is wrong").hasMessageContaining("ftp://example.org");
    }

    private String key(EndpointSettings settings) {
        return settings.resolve(engine).key().orElseThrow().secret().reveal();
    }

    private static BackendException failure(EndpointSettings settings, TestContext engine) {
        return catchThrowableOfType(BackendException.class, () -> settings.resolve(engine));
    }

    private static EndpointSettings settings(URI base, Optional<String> key) {
        return new EndpointSettings(
                "acme", base, Map.of(), key.map(Secret::of), Optional.of("ACME_KEY"), Optional.empty());
    }
}
