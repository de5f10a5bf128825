package ai.massgen.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.mcp.ScriptedPeer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Resources and prompts are read with tools of ours, if the configuration says so. */
@Timeout(30)
class SideToolsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void closeAll() {
        bench.close();
    }

    private static void library(ScriptedPeer server) {
        server.on("initialize", request -> server.reply(request, """
                        {"protocolVersion":"2025-11-25","serverInfo":{"name":"l","version":"1"},\
                        "capabilities":{"tools":{},"resources":{},"prompts":{}}}"""))
                .on(
                        "resources/list",
                        request -> server.reply(
                                request,
                                request.at("/params/cursor").asText().isEmpty()
                                        ? "{\"resources\":[{\"uri\":\"mem:a\",\"name\":\"A\",\"description\":\"first\"}],\"nextCursor\":\"2\"}"
                                        : "{\"resources\":[{\"uri\":\"mem:b\",\"name\":\"mem:b\"},{\"no\":\"uri\"}]}"))
                .on("resources/read", request -> server.reply(request, read(request)))
                .on("prompts/list", request -> server.reply(request, """
                        {"prompts":[{"name":"greet","description":"Greets","arguments":[{"name":"who","required":true},{"name":"how"}]}]}"""))
                .on(
                        "prompts/get",
                        request -> server.reply(
                                request,
                                "{\"messages\":[{\"role\":\"user\",\"content\":{\"type\":\"text\",\"text\":\"Greet "
                                        + request.at("/params/arguments/who").asText() + "\"}}]}"));
    }

    private static String read(JsonNode request) {
        String uri = request.at("/params/uri").asText();
        return uri.equals("mem:a")
                ? "{\"contents\":[{\"uri\":\"mem:a\",\"text\":\"" + "x".repeat(2000) + "\"}]}"
                : "{\"contents\":[{\"uri\":\"mem:b\",\"mimeType\":\"image/png\",\"blob\":\"AAAA\"}]}";
    }

    private Toolbox toolbox(boolean capable, String tools, Bench.Options options) {
        FakeEngine engine = new FakeEngine((server, stderr, number) -> {
            Bench.honest(server, number);
            server.on("tools/list", request -> server.reply(request, tools));
            if (capable) {
                library(server);
            }
        });
        return bench.servers(engine, options).forAgent(Bench.ADA, List.of("files"));
    }

    private static String call(Toolbox toolbox, String tool, String arguments) throws InterruptedException {
        return toolbox.call(new ToolCall("1", "files__" + tool, new Json(arguments)))
                .text();
    }

    private static List<String> names(Toolbox toolbox) throws InterruptedException {
        return toolbox.specs().stream().map(ToolSpec::name).toList();
    }

    @Test
    void withoutAWordNobodyReadsThem() throws InterruptedException {
        assertThat(names(toolbox(true, Bench.tools("look"), new Bench.Options())))
                .containsExactly("files__look");
    }

    @Test
    void theyStandBesideTheToolsOfTheServerWhateverIsAllowedOfThose() throws InterruptedException, IOException {
        Toolbox toolbox = toolbox(
                true,
                Bench.tools("look", "hide"),
                new Bench.Options().manner(true, true).allow("look"));

        assertThat(names(toolbox))
                .containsExactly(
                        "files__look",
                        "files__list_resources",
                        "files__read_resource",
                        "files__list_prompts",
                        "files__get_prompt");
        assertThat(toolbox.specs().getLast().description()).isEqualTo("Reads a prompt of the server.");
        assertThat(Files.readString(folder.resolve("massgen.lock"))).doesNotContain("read_resource");
    }

    @Test
    void resourcesAreListedOverAllPagesAndReadWithinTheLimitOfResults() throws InterruptedException {
        Toolbox toolbox = toolbox(true, Bench.tools("look"), new Bench.Options().manner(true, false));

        assertThat(call(toolbox, "list_resources", "{}")).isEqualTo("mem:a - A: first\nmem:b");
        assertThat(call(toolbox, "read_resource", "{\"uri\":\"mem:a\"}"))
                .startsWith("xxx")
                .contains("[cut: the first 1024 of 2000 bytes");
        assertThat(call(toolbox, "read_resource", "{\"uri\":\"mem:b\"}"))
                .isEqualTo("[resource mem:b image/png, 3 bytes, not shown]");
        assertThat(call(toolbox, "read_resource", "{}")).contains("the argument uri is missing");
        assertThat(names(toolbox)).doesNotContain("files__get_prompt");
    }

    @Test
    void promptsAreListedWithTheirBlanksAndFilled() throws InterruptedException {
        Toolbox toolbox = toolbox(true, Bench.tools("look"), new Bench.Options().manner(false, true));

        assertThat(call(toolbox, "list_prompts", "{}")).isEqualTo("greet(who, how?) - Greets");
        assertThat(call(toolbox, "get_prompt", "{\"name\":\"greet\",\"arguments\":{\"who\":\"Ada\"}}"))
                .isEqualTo("user:\nGreet Ada");
    }

    @Test
    void aServerThatHasNoneIsNotAsked() throws InterruptedException {
        Toolbox toolbox = toolbox(false, Bench.tools("look"), new Bench.Options().manner(true, true));

        assertThat(call(toolbox, "list_resources", "{}")).isEqualTo("The server says that it has no resources.");
        assertThat(call(toolbox, "get_prompt", "{\"name\":\"x\"}"))
                .isEqualTo("The server says that it has no prompts.");
    }

    @Test
    void aToolOfTheServerTakesThePlaceOfOurs() throws InterruptedException {
        Toolbox toolbox = toolbox(true, Bench.tools("read_resource"), new Bench.Options().manner(true, false));

        assertThat(names(toolbox)).containsExactly("files__read_resource", "files__list_resources");
        assertThat(call(toolbox, "read_resource", "{}")).isEqualTo("answer of server 1");
    }

    @Test
    void aCallThatHasToBeApprovedIsNotMadeWithoutThat() throws InterruptedException {
        Toolbox toolbox = toolbox(
                true,
                Bench.tools("look"),
                new Bench.Options().manner(true, false).approve(CallPermission.NOBODY, "read_resource"));

        assertThat(call(toolbox, "read_resource", "{\"uri\":\"mem:a\"}")).contains("The call was not made");
        assertThat(call(toolbox, "list_resources", "{}")).contains("mem:a");
    }
}
