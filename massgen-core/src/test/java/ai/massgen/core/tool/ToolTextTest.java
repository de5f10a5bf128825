package ai.massgen.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.message.ToolResult;
import ai.massgen.core.mcp.McpContent;
import ai.massgen.core.mcp.McpToolResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToolTextTest {
    private static final ByteSize LIMIT = ByteSize.parse("1KiB");

    private static ToolResult result(McpContent... content) {
        return ToolText.result("c1", new McpToolResult(List.of(content), Optional.empty(), false), LIMIT);
    }

    @Test
    void textsAreJoinedAndLeftAsTheyAre() {
        assertThat(result(new McpContent.Text("a\u001b[31m"), new McpContent.TextResource("file:///b", "", "b"))
                        .text())
                .isEqualTo("a\u001b[31m\nb");
    }

    @Test
    void whatIsNoTextIsNamedWithItsSize() {
        assertThat(result(
                                new McpContent.Media("image", "image/png", "QUJD"),
                                new McpContent.BinaryResource("file:///x", "", "QQ=="),
                                new McpContent.Link("file:///y", "y", "a file"),
                                new McpContent.Unknown("hologram"))
                        .text())
                .contains("[image image/png, 3 bytes, not shown]")
                .contains("[resource file:///x , 1 bytes, not shown]")
                .contains("[resource file:///y: y, a file]")
                .contains("[content of the unknown type 'hologram', not shown]");
    }

    @Test
    void structuredContentAloneIsReadAsText() {
        Json json = new Json("{\"sum\":3}");

        ToolResult result = ToolText.result("c1", new McpToolResult(List.of(), Optional.of(json), false), LIMIT);

        assertThat(result.text()).isEqualTo("{\"sum\":3}");
        assertThat(result.structured()).contains(json);
    }

    @Test
    void aFailureOfTheToolStaysOne() {
        assertThat(ToolText.result(
                                "c1",
                                new McpToolResult(List.of(new McpContent.Text("no")), Optional.empty(), true),
                                LIMIT)
                        .error())
                .isTrue();
    }

    @Test
    void longTextIsCutBetweenCharactersAndSaysSo() {
        String text = "x".repeat(1023) + "ü" + "y".repeat(1000);

        assertThat(result(new McpContent.Text(text)).text())
                .isEqualTo("x".repeat(1023) + "\n[cut: the first 1023 of 2025 bytes; ask the tool for less at a time]");
    }

    @Test
    void textOfExactlyTheLimitIsWhole() {
        assertThat(result(new McpContent.Text("z".repeat(1024))).text()).hasSize(1024);
    }

    @Test
    void structuredContentBeyondTheLimitIsDropped() {
        Json json = new Json("{\"x\":\"" + "x".repeat(2000) + "\"}");

        ToolResult result = ToolText.result(
                "c1", new McpToolResult(List.of(new McpContent.Text("short")), Optional.of(json), false), LIMIT);

        assertThat(result.text()).isEqualTo("short");
        assertThat(result.structured()).isEmpty();
    }
}
