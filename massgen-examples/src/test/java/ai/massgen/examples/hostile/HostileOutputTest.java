package ai.massgen.examples.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpException;
import ai.massgen.examples.hostile.Arena.Match;
import ai.massgen.testkit.hostile.Observed;
import ai.massgen.testkit.hostile.Row;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that write too much, too slowly, too deep, or not at all. */
@Tag("engine")
@Tag("hostile")
@Timeout(120)
@ParameterizedClass
@EnumSource(Oci.class)
class HostileOutputTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LIMIT = 4 << 20;

    @RegisterExtension
    static final Arena ARENA = new Arena();

    private final Oci oci;

    HostileOutputTest(Oci oci) {
        this.oci = oci;
    }

    private static McpException failure(Match match, Duration deadline, Observed observed) {
        long begin = System.nanoTime();
        McpException e = catchThrowableOfType(
                McpException.class, () -> match.client().callTool("tool", new Json("{}"), deadline));
        assertThat(e).isNotNull();
        observed.that(e.code() + " after " + (System.nanoTime() - begin) / 1_000_000 + " ms: "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        return e;
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    @Row("A11")
    void aMessageWithoutEndIsGivenUpAndNotKept(Observed observed) throws Exception {
        long before = heap();
        try (Match match = ARENA.greeted(oci, "take; flood 1000000000 a; take")) {
            assertThat(failure(match, PATIENCE, observed).kind())
                    .isIn(McpException.Kind.MESSAGE_TOO_LARGE, McpException.Kind.CLOSED);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!match.client().hasEnded() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(match.client().hasEnded()).isTrue();
            long grown = Math.max(0, heap() - before);
            observed.that("heap " + (grown >> 10) + " KiB larger");
            assertThat(grown).isLessThan(2 * LIMIT);
        }
    }

    @Test
    @Row("A15")
    void aSlowDripEndsAtTheDeadline(Observed observed) throws Exception {
        try (Match match = ARENA.greeted(oci, "take; while :; do printf x; usleep 20000; done")) {
            assertThat(failure(match, Duration.ofMillis(500), observed).kind()).isEqualTo(McpException.Kind.TIMEOUT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"brackets", "number", "members"})
    @Row("A17")
    void jsonThatIsMadeToHurtFailsItsCallAndNothingElse(String kind, Observed observed) throws Exception {
        String body = switch (kind) {
            case "brackets" -> "flood 100000 '['";
            case "number" -> "printf '{\"n\":1'; flood 3000000 0";
            default -> "printf '{'; seq 50000 | awk '{ printf \"\\\"k%d\\\":1,\", $1 }'";
        };
        try (Match match = ARENA.greeted(
                oci,
                "take; printf '{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":'; " + body
                        + "; printf '}\\n'; take; ok 3; take")) {
            assertThat(failure(match, PATIENCE, observed).kind()).isEqualTo(McpException.Kind.PROTOCOL_ERROR);
            assertThat(match.client().callTool("tool", new Json("{}"), PATIENCE).error())
                    .isFalse();
        }
    }

    @Test
    @Row("X17")
    void anAnswerToInitializeMayBeLargeButNotLarger(Observed observed) throws Exception {
        String answer = "take; printf '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-11-25\","
                + "\"capabilities\":{},\"serverInfo\":{\"name\":\"'; flood %d n; printf '\",\"version\":\"1\"}}}\\n'; take";
        try (Match match = ARENA.server(oci, answer.formatted(3 << 20))) {
            String name = match.client().initialize().name();
            observed.that("3 MiB: a name of " + name.length() + " characters");
            assertThat(name.length()).isLessThanOrEqualTo(200);
        }
        try (Match match = ARENA.server(oci, answer.formatted(5 << 20))) {
            McpException e = catchThrowableOfType(
                    McpException.class, () -> match.client().initialize());
            observed.that("5 MiB: " + e.code());
            assertThat(e.kind()).isEqualTo(McpException.Kind.MESSAGE_TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo no token >&2; exit 7", "read line; echo no token >&2; exit 7"})
    @Row("E17")
    void whoLeavesBeforeTheHandshakeIsQuoted(String script, Observed observed) throws Exception {
        try (Match match = ARENA.server(oci, script)) {
            long begin = System.nanoTime();
            McpException e = catchThrowableOfType(
                    McpException.class, () -> match.client().initialize());
            observed.that(e.code() + " after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
            assertThat(e.kind()).isEqualTo(McpException.Kind.CLOSED);
            assertThat(e.getMessage()).contains("exit code 7", "| no token");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"take; exit 0", "take; kill -9 $$"})
    @Row("E17")
    void whoLeavesDuringACallFailsItAtOnce(String script, Observed observed) throws Exception {
        try (Match match = ARENA.greeted(oci, script)) {
            assertThat(failure(match, PATIENCE, observed).kind()).isEqualTo(McpException.Kind.CLOSED);
            assertThat(match.client().hasEnded()).isTrue();
        }
    }

    /** Docker keeps the attach open as long as the container lives, so only the deadline tells. */
    @Test
    @Row("E17")
    void whoClosesItsOutputAndLivesFailsTheCallAtItsDeadline(Observed observed) throws Exception {
        try (Match match = ARENA.greeted(oci, "take; exec >&- 2>&-; while :; do sleep 1; done")) {
            assertThat(failure(match, Duration.ofMillis(700), observed).kind())
                    .isIn(McpException.Kind.TIMEOUT, McpException.Kind.CLOSED);
        }
    }

    @Test
    @Row("X18")
    void whoReadsNothingHoldsNobodyPastTheDeadline(Observed observed) throws Exception {
        Json large = new Json("{\"x\":\"" + "y".repeat(2 << 20) + "\"}");
        try (Match match = ARENA.greeted(oci, "while :; do sleep 1; done")) {
            McpException e = catchThrowableOfType(
                    McpException.class, () -> match.client().callTool("tool", large, Duration.ofMillis(500)));
            observed.that(e.code());
            assertThat(e.kind()).isEqualTo(McpException.Kind.TIMEOUT);
        }
    }
}
