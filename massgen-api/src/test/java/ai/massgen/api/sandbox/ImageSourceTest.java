package ai.massgen.api.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSourceTest {
    private static final String HEX = "0123456789abcdef".repeat(4);

    static Stream<String> good() {
        return Stream.of(
                "alpine",
                "alpine:3.22",
                "library/alpine",
                "mcp/server-filesystem:latest",
                "ghcr.io/owner/name:v1.2.3-rc.1",
                "localhost:5000/a",
                "127.0.0.1:5000/a/b/c:1",
                "Registry.Example.COM/team/tool",
                "a__b/c_d/e-f/g--h/i.j",
                "a:" + "t".repeat(128),
                "alpine@sha256:" + HEX,
                "ghcr.io/o/n:tag@sha256:" + HEX,
                "sha256:" + HEX);
    }

    @ParameterizedTest
    @MethodSource("good")
    void acceptsReferencesOfTheOciGrammar(String reference) {
        ImageSource.Reference source = new ImageSource.Reference(reference, ImageSource.Pull.MISSING);

        assertThat(source.reference()).isEqualTo(reference);
        assertThat(source.pinned()).isEqualTo(reference.contains("sha256:"));
    }

    static Stream<String> bad() {
        return Stream.of(
                "",
                " ",
                "-v",
                "--privileged",
                "-",
                "alpine -v",
                "alpine --privileged",
                " alpine",
                "alpine ",
                "alpine\n",
                "alpine\u0085",
                "alp\tine",
                "alpine\u0000",
                "Alpine",
                "alpine:",
                "alpine:-t",
                "alpine:.t",
                "alpine:a b",
                "alpine:" + "t".repeat(129),
                "alpine@",
                "alpine@sha256:" + HEX.substring(1),
                "alpine@sha256:" + HEX.toUpperCase(java.util.Locale.ROOT),
                "alpine@md5:" + HEX.substring(32),
                "a/../b",
                "../a",
                "a/./b",
                "a//b",
                "/a",
                "a/",
                "a/-b",
                "a..b",
                "a___b",
                "host:port/a",
                "host:123456/a",
                "https://ghcr.io/a",
                "a?x=1",
                "a#x",
                "a%2fb",
                "a;rm",
                "$(id)",
                "a\\b",
                "älpine");
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesEverythingElseAndQuotesIt(String reference) {
        assertThatThrownBy(() -> new ImageSource.Reference(reference, ImageSource.Pull.NEVER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "not an image reference: '" + reference + "'; write [host[:port]/]path[:tag][@sha256:digest]");
    }

    @Test
    void aReferenceOfMoreThan512CharactersIsRefused() {
        String longest = "a".repeat(512);

        assertThat(new ImageSource.Reference(longest, ImageSource.Pull.NEVER).reference())
                .hasSize(512);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageSource.Reference(longest + "a", ImageSource.Pull.NEVER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-", "a.", "a_", "a/", "a.a", "-.", "a/a", "aA", "a:1/"})
    void hostileReferencesAreRefusedAtOnce(String unit) {
        for (String end : List.of("!", "\n", "/", "@sha256:", ":")) {
            String hostile = unit.repeat(512).substring(0, 512 - end.length()) + end;

            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(2),
                    () -> assertThatIllegalArgumentException()
                            .isThrownBy(() -> new ImageSource.Reference(hostile, ImageSource.Pull.NEVER)));
        }
    }
}
