package ai.massgen.examples.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpContent;
import ai.massgen.core.mcp.McpException;
import ai.massgen.core.mcp.McpToolResult;
import ai.massgen.examples.hostile.Arena.Match;
import ai.massgen.testkit.hostile.Observed;
import ai.massgen.testkit.hostile.Row;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that break the protocol. Whatever they send, a call ends, typed, and gets nobody else's answer. */
@Tag("engine")
@Tag("hostile")
@Timeout(120)
@ParameterizedClass
@EnumSource(Oci.class)
class HostileServersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OK = "{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}";

    @RegisterExtension
    static final Arena ARENA = new Arena();

    private final Oci oci;

    HostileServersTest(Oci oci) {
        this.oci = oci;
    }

    private static McpToolResult call(Match match) throws InterruptedException {
        return match.client().callTool("tool", new Json("{}"), PATIENCE);
    }

    private static void assertOk(McpToolResult result) {
        assertThat(result.error()).isFalse();
        assertThat(result.content()).containsExactly(new McpContent.Text("ok"));
    }

    private static McpException failure(Match match, Observed observed) {
        McpException e = catchThrowableOfType(McpException.class, () -> call(match));
        assertThat(e).isNotNull();
        observed.that(e.code() + ": "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        return e;
    }

    @Test
    @Row("E1")
    void noiseBetweenMessagesCostsACounter(Observed observed) throws Exception {
        try (Match match = ARENA.greeted(oci, """
                take; printf 'Welcome!\\n\\n   \\r\\n\\357\\273\\277\\n[1,2]\\n"text"\\n{"jsonrpc":"2.0"\\nDEBUG {}\\n'
                printf '{"jsonrpc":"2.0","id":2,"result":%s}\\r\\n' '""" + OK + """
                '
                take
                """)) {
            assertOk(call(match));
            observed.that(match.client().oddities().strayLines() + " stray lines counted");
            assertThat(match.client().oddities().strayLines()).isBetween(3L, 8L);
        }
    }

    @Test
    @Row("E2")
    void howAMessageIsCutIntoPiecesDoesNotMatter(Observed observed) throws Exception {
        try (Match match = ARENA.greeted(oci, """
                take
                s='{"jsonrpc":"2.0","method":"notifications/message","params":{}}'
                i=0; while [ $i -lt ${#s} ]; do printf '%s' "${s:$i:1}"; i=$((i+1)); done; echo
                printf '{"jsonrpc":"2.0","id":2,"result":{"content":[{"type":"text","text":"\\303'; usleep 30000
                printf '\\251\\360\\237'; usleep 30000; printf '\\221\\215"}]}}\\n{"jsonrpc":"2.0","method":"notifications/x"}\\n'
                take; ok 3; take
                """)) {
            assertThat(call(match).content()).containsExactly(new McpContent.Text("é👍"));
            assertOk(call(match));
            observed.that("one message in " + 65 + " writes, two in one, characters cut in two: whole");
        }
    }

    @Test
    @Row("E3")
    void answersToNobodyGoToNobody(Observed observed) throws Exception {
        try (Match match = ARENA.greeted(oci, """
                take
                for id in 99 '"2"' '"0"' 2.5 null 9223372036854775808 -2 true '[2]' '{"id":2}' 1; do
                  answer "$id" '{"content":[{"type":"text","text":"forged"}]}'
                done
                ok 2; ok 2; take; ok 3; take
                """)) {
            assertOk(call(match));
            assertOk(call(match));
            observed.that("none of eleven forged ids completed a call");
        }
    }

    @Test
    @Row("E5")
    void answersThatAreNoneFailTheirCall(Observed observed) throws Exception {
        try (Match match = ARENA.greeted(oci, """
                take; printf '{"jsonrpc":"2.0","id":2,"result":{},"error":{"code":1,"message":"both"}}\\n'
                take; printf '{"jsonrpc":"2.0","id":3}\\n'
                take; printf '{"jsonrpc":"2.0","id":4,"error":{"code":1}}\\n'
                take; answer 5 '[]'; take; answer 6 '{"content":7}'; take; ok 7; take
                """)) {
            for (int i = 0; i < 5; i++) {
                assertThat(failure(match, observed).kind())
                        .isIn(McpException.Kind.PROTOCOL_ERROR, McpException.Kind.SERVER_ERROR);
            }
            assertOk(call(match));
        }
    }

    @Test
    @Row("E6")
    void aThousandNotificationsDoNotHideTheAnswer(Observed observed) throws Exception {
        try (Match match = ARENA.greeted(oci, """
                take
                i=0; while [ $i -lt 1000 ]; do
                  echo '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":2,"progress":1}}'; i=$((i+1))
                done
                ok 2; take
                """)) {
            assertOk(call(match));
            observed.that("the answer came");
        }
    }

    @Test
    @Row("E7")
    void whatItAsksOfUsIsRefusedAndAPingIsAnswered(Observed observed) throws Exception {
        try (Match match = ARENA.greeted(oci, """
                take
                for m in sampling/createMessage elicitation/create roots/list evil/method; do
                  printf '{"jsonrpc":"2.0","id":"s","method":"%s","params":{"messages":[]}}\\n' "$m"
                  take; case $line in *-32601*) n=x$n ;; esac
                done
                echo '{"jsonrpc":"2.0","id":"p","method":"ping"}'; take; case $line in *'"result":{}'*) n=${n}ping ;; esac
                answer 2 '{"content":[{"type":"text","text":"'$n'"}]}'; take
                """)) {
            assertThat(call(match).content()).containsExactly(new McpContent.Text("xxxxping"));
            observed.that("four refusals with -32601 and a pong");
        }
    }

    @Test
    @Row("E11")
    void aMemberThatComesTwiceFailsTheCall(Observed observed) throws Exception {
        try (Match match = ARENA.greeted(oci, """
                take; printf '{"jsonrpc":"2.0","id":2,"result":{"content":[]},"result":{"content":[]}}\\n'
                take; printf '{"jsonrpc":"2.0","ID":3,"RESULT":{},"id":3,"result":%s}\\n' '""" + OK + """
                '
                take
                """)) {
            assertThat(failure(match, observed).kind()).isEqualTo(McpException.Kind.PROTOCOL_ERROR);
            assertOk(call(match));
        }
    }

    @Test
    @Row("E16")
    void escapesInErrorsAndLastWordsMoveNoCursor(Observed observed) throws Exception {
        try (Match match = ARENA.greeted(oci, """
                take; printf '{"jsonrpc":"2.0","id":2,"error":{"code":1,"message":"\\\\u001b[2J\\\\u202e\\\\r\\\\nERROR forged"}}\\n'
                take; printf '\\033]0;owned\\007\\033[31mred\\r\\nINFO forged line\\n' >&2; exit 3
                """)) {
            String first = String.valueOf(failure(match, observed).getMessage());
            String last = String.valueOf(failure(match, observed).getMessage());
            for (String message : new String[] {first, last}) {
                assertThat(message.codePoints().filter(c -> c != '\n').noneMatch(Character::isISOControl))
                        .isTrue();
                assertThat(message).doesNotContain("\u202e");
            }
            assertThat(last).contains("exit code 3", "\n  | INFO forged line");
        }
    }

    @Test
    @Row("X19")
    void aListingWithoutEndIsStopped(Observed observed) throws Exception {
        try (Match match = ARENA.greeted(oci, """
                n=2; while :; do take; answer $n '{"tools":[],"nextCursor":"'$n'"}'; n=$((n+1)); done
                """)) {
            McpException e = catchThrowableOfType(
                    McpException.class, () -> match.client().listTools());
            observed.that(String.valueOf(e.getMessage()));
            assertThat(e.getMessage()).contains("more than 50 pages");
        }
    }
}
