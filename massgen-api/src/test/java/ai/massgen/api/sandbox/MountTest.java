package ai.massgen.api.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountTest {
    private static final Path SOURCE = Path.of("/srv/data").toAbsolutePath();

    @ParameterizedTest
    @ValueSource(strings = {"/workspace", "/a/b/c", "/.hidden", "/..a", "/a...", "/with blank", "/ünï"})
    void acceptsPlainAbsoluteTargets(String target) {
        assertThat(new Mount(SOURCE, target, Mount.Access.READ_ONLY).target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "a",
                "./a",
                "//a",
                "/a/",
                "/a//b",
                "/.",
                "/..",
                "/a/.",
                "/a/..",
                "/a/../b",
                "/a/./b",
                "/a:b",
                "/a,b",
                "/a\nb",
                "/a\u0000",
                "-v",
                "/..\n",
                "/a\u007f",
                "/a\u0085b"
            })
    void refusesTargetsThatAreNotAndQuotesThem(String target) {
        assertThatThrownBy(() -> new Mount(SOURCE, target, Mount.Access.READ_ONLY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "mount target is not a plain absolute path: '" + target + "'; write for example /workspace");
    }

    @Test
    void anEndlessTargetIsRefusedInsteadOfOverflowingTheStack() {
        String endless = "/a".repeat(1_000_000);

        assertThatThrownBy(() -> new Mount(SOURCE, endless, Mount.Access.READ_ONLY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mount target");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "../up", "/srv/../etc", "/srv/./data", ""})
    void refusesSourcesThatAreRelativeOrNotNormalised(String source) {
        assertThatThrownBy(() -> new Mount(Path.of(source), "/workspace", Mount.Access.READ_WRITE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mount source is not an absolute, normalised path: '" + source + "'");
    }
}
