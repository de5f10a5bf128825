package ai.massgen.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.api.config.Doc;
import ai.massgen.core.tool.LocalFunction;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaToolTest {
    /** A colour. */
    enum Color {
        RED,
        BLUE
    }

    record Point(int x, double y) {}

    record Everything(
            @Doc("What to call it.") String name,
            long count,
            BigDecimal price,
            boolean urgent,
            Color color,
            LocalDate day,
            List<Point> points,
            Map<String, Integer> sizes,
            Optional<String> note,
            Json raw) {}

    record Loop(List<Loop> inner) {}

    record Odd(Thread thread) {}

    private static String answer(JavaTool tool, String arguments) throws Exception {
        return tool.function().call(new Json(arguments)).text();
    }

    private static final String ALL = """
            {"name":"n","count":3,"price":1.50,"urgent":true,"color":"BLUE","day":"2026-11-27",
             "points":[{"x":1,"y":2}],"sizes":{"a":1},"raw":[null]}""";

    @Test
    void theSchemaOfARecordSaysAllOfIt() {
        JavaTool tool = JavaTool.of("do-it", "Does it.", Everything.class, all -> "done");

        assertThat(tool.inputSchema().text())
                .isEqualTo("{\"type\":\"object\",\"properties\":{"
                        + "\"name\":{\"type\":\"string\",\"description\":\"What to call it.\"},"
                        + "\"count\":{\"type\":\"integer\"},\"price\":{\"type\":\"number\"},\"urgent\":{\"type\":\"boolean\"},"
                        + "\"color\":{\"type\":\"string\",\"enum\":[\"RED\",\"BLUE\"]},\"day\":{\"type\":\"string\"},"
                        + "\"points\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
                        + "\"x\":{\"type\":\"integer\"},\"y\":{\"type\":\"number\"}},\"required\":[\"x\",\"y\"],"
                        + "\"additionalProperties\":false}},"
                        + "\"sizes\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}},"
                        + "\"note\":{\"type\":\"string\"},\"raw\":{}},"
                        + "\"required\":[\"name\",\"count\",\"price\",\"urgent\",\"color\",\"day\",\"points\",\"sizes\",\"raw\"],"
                        + "\"additionalProperties\":false}");
    }

    @Test
    void argumentsArriveAsARecord() throws Exception {
        JavaTool tool = JavaTool.of("do-it", "Does it.", Everything.class, String::valueOf);

        assertThat(answer(tool, ALL))
                .isEqualTo("Everything[name=n, count=3, price=1.50, urgent=true, color=BLUE, day=2026-11-27,"
                        + " points=[Point[x=1, y=2.0]], sizes={a=1}, note=Optional.empty, raw=[null]]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "count":3      | "count":"3"     | arguments.count: must be a whole number, but is "3"
                    "count":3      | "count":3.5     | arguments.count: must be a whole number, but is 3.5
                    "count":3      | "count":1e99    | arguments.count: must be a whole number, but is 1E+99
                    "count":3      | "count":9999999999999999999 | the arguments do not fit
                    "count":3,     |                 | arguments: lacks count
                    "count":3      | "count":3,"x":1 | arguments: there is no member named x
                    "BLUE"         | "GREEN"         | arguments.color: must be one of ["RED","BLUE"], but is "GREEN"
                    "x":1          | "x":null        | arguments.points[0].x: must be a whole number, but is null
                    "a":1          | "a":{}          | arguments.sizes.a: must be a whole number, but is {}
                    2026-11-27     | tomorrow        | the arguments do not fit
                    """)
    void argumentsThatDoNotFitNeverArriveAndSayWhy(String right, @Nullable String wrong, String reason) {
        JavaTool tool = JavaTool.of("do-it", "Does it.", Everything.class, all -> {
            throw new AssertionError("arrived");
        });

        assertThatThrownBy(() -> answer(tool, ALL.replace(right, wrong == null ? "" : wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason);
        assertThatThrownBy(() -> answer(tool, "[1]")).hasMessage("arguments: must be an object, but is [1]");
        assertThatThrownBy(() -> answer(tool, "{\"a\":1,\"a\":2}")).hasMessageContaining("no valid JSON");
    }

    @Test
    void whatHasNoSchemaIsToldWhenTheToolIsMade() {
        assertThatThrownBy(() -> JavaTool.of("a", "A.", Loop.class, loop -> ""))
                .hasMessageContaining("Loop contains itself");
        assertThatThrownBy(() -> JavaTool.of("a", "A.", Odd.class, odd -> ""))
                .hasMessageStartingWith("thread: there is no schema for java.lang.Thread; use");
    }

    @Test
    void anAnswerIsATextOrJsonOrNothing() throws Exception {
        assertThat(JavaTool.ofJson("a", "A.", Json.EMPTY_OBJECT, json -> new Point(1, 2))
                        .function()
                        .call(Json.EMPTY_OBJECT))
                .isEqualTo(
                        new LocalFunction.Answer("{\"x\":1,\"y\":2.0}", Optional.of(new Json("{\"x\":1,\"y\":2.0}"))));
        assertThat(answer(JavaTool.ofJson("a", "A.", Json.EMPTY_OBJECT, json -> "as it is"), "{}"))
                .isEqualTo("as it is");
        assertThat(answer(JavaTool.ofJson("a", "A.", Json.EMPTY_OBJECT, json -> null), "{}"))
                .isEmpty();
        assertThat(answer(JavaTool.ofJson("a", "A.", Json.EMPTY_OBJECT, json -> List.of(1, Color.RED)), "{}"))
                .isEqualTo("[1,\"RED\"]");
        assertThat(answer(JavaTool.ofJson("a", "A.", Json.EMPTY_OBJECT, json -> json), "{\"b\":[]}"))
                .isEqualTo("{\"b\":[]}");
    }

    @ParameterizedTest
    @CsvSource({"'', not a tool name", "a b, not a tool name", "a__b, two underscores are for tool servers"})
    void aNameIsChecked(String name, String reason) {
        assertThatThrownBy(() -> JavaTool.ofJson(name, "A.", Json.EMPTY_OBJECT, json -> ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    /** Tools of an application. */
    static final class Desk {
        private final int start;

        Desk(int start) {
            this.start = start;
        }

        @Tool("Adds two numbers.")
        long add(@Doc("The first.") int a, Optional<Integer> b) {
            return (long) start + a + b.orElse(0);
        }

        @Tool(value = "Fails.", name = "fail-now", seconds = 3)
        String fail(Point point) throws IOException {
            throw new IOException("at " + point.x());
        }

        @Tool("Tells the time.")
        static String noon() {
            return "12:00";
        }

        void noTool() {}
    }

    @Test
    void annotatedMethodsAreTools() throws Exception {
        List<JavaTool> tools = JavaTool.allOf(new Desk(100));

        assertThat(tools).extracting(JavaTool::name).containsExactly("add", "fail-now", "noon");
        assertThat(tools.get(0).spec().description()).isEqualTo("Adds two numbers.");
        assertThat(tools.get(1).timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(answer(tools.get(2), "{}")).isEqualTo("12:00");
        assertThatThrownBy(() -> answer(tools.get(1), "{\"x\":7,\"y\":0}"))
                .isInstanceOf(IOException.class)
                .hasMessage("at 7");
    }

    @Test
    void parametersAreArgumentsIfTheirNamesAreInTheClassFile() throws Exception {
        JavaTool add = JavaTool.allOf(new Desk(100)).getFirst();

        assertThat(add.inputSchema().text())
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"description\":\"The first.\"},"
                                + "\"b\":{\"type\":\"integer\"}},\"required\":[\"a\"],\"additionalProperties\":false}");
        assertThat(answer(add, "{\"a\":1}")).isEqualTo("101");
        assertThat(answer(add, "{\"a\":1,\"b\":2}")).isEqualTo("103");
    }

    @Test
    void anObjectWithoutToolsIsAMistake() {
        assertThatThrownBy(() -> JavaTool.allOf("text"))
                .hasMessage("java.lang.String has no method that is annotated with @Tool");
    }

    @Test
    void aToolCanBeBoundedAndGivenToSomeAgentsOnly() {
        JavaTool tool = JavaTool.ofJson("a", "A.", Json.EMPTY_OBJECT, json -> "")
                .within(Duration.ofSeconds(1))
                .onlyFor("ada");

        assertThat(tool.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(tool.agents()).containsExactly("ada");
        assertThatThrownBy(() -> tool.within(Duration.ZERO)).hasMessageContaining("PT0S");
    }
}
