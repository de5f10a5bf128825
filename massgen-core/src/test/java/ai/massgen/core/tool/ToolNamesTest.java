package ai.massgen.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToolNamesTest {
    @Test
    void aToolIsNamedByItsServerAndItself() {
        assertThat(ToolNames.of("files", "read_text-file2")).isEqualTo("files__read_text-file2");
    }

    @Test
    void whatProvidersDoNotAcceptIsReplacedAndToldApart() {
        String dotted = ToolNames.of("files", "read.file");
        String slashed = ToolNames.of("files", "read/file");

        assertThat(dotted).matches("files__read_file_[0-9a-f]{8}");
        assertThat(slashed).matches("files__read_file_[0-9a-f]{8}").isNotEqualTo(dotted);
        assertThat(ToolNames.of("files", "read_file")).isNotEqualTo(dotted);
    }

    @Test
    void aLongNameIsCutAndToldApart() {
        String one = ToolNames.of("files", "x".repeat(200) + "1");
        String other = ToolNames.of("files", "x".repeat(200) + "2");

        assertThat(one).hasSize(64).matches("files__x+_[0-9a-f]{8}");
        assertThat(other).hasSize(64).isNotEqualTo(one);
    }

    @Test
    void theLongestNameThatFitsStays() {
        String tool = "y".repeat(64 - "files__".length());

        assertThat(ToolNames.of("files", tool)).isEqualTo("files__" + tool);
    }
}
