package ai.massgen.toolkit.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
    private static final String RICH = "\uFEFF: hello\n"
            + "event: delta\r\ndata: {\"t\":\"Grüße 🌍\"}\r\n\r\n"
            + "data:no space\rdata:  two\r\r"
            + "id: 7\nretry: 10\nnonsense\ndata\ndata: after an empty line\n\n"
            + ": keep-alive\n\n\n"
            + "event: nothing\n\n"
            + "data: last";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void everyLineEndingEndsALine(String end) throws IOException {
        assertThat(parse("data: a" + end + "data: b" + end + end + "data: c" + end + end))
                .containsExactly(new SseEvent("message", "a\nb", true), new SseEvent("message", "c", true));
    }

    @Test
    void theRulesOfTheFormatHoldTogether() throws IOException {
        assertThat(parse(RICH))
                .containsExactly(
                        new SseEvent("delta", "{\"t\":\"Grüße 🌍\"}", true),
                        new SseEvent("message", "no space\n two", true),
                        new SseEvent("message", "\nafter an empty line", true),
                        new SseEvent("message", "last", false));
    }

    /** Streams, with {@code ;} for a line feed, and their events, each in brackets and with its type if it has one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: YHOO;data: +2;data: 10;;                       | (YHOO;+2;10)",
                ": a stream;;data: one;id: 1;;data:two;id;;data:  3;; | (one)(two)( 3)",
                "data;;data;data;;                                    | ()(;)",
                "data:same;;data: same;;                              | (same)(same)",
                "event: add;data: 1;;event: drop;data: 2;;data: 3;;   | (add=1)(drop=2)(3)",
                "event: lost;;data: kept;;                            | (kept)",
                "event;data: x;;                                      | (x)",
                "retry: 100;data: x;;                                 | (x)",
                "DATA: not this;data: x; data: nor this;;             | (x)",
                "data: a:b: c;;                                       | (a:b: c)",
                "data: {\"a\":1};;data: [DONE];;                    | ({\"a\":1})([DONE])",
                ";;;;data: late;;;;                                   | (late)"
            })
    void theFormatIsReadByItsRules(String stream, String expected) throws IOException {
        String events = parse(stream.replace(';', '\n')).stream()
                .map(event -> "(" + (event.type().equals("message") ? "" : event.type() + "=")
                        + event.data().replace('\n', ';') + ")")
                .collect(Collectors.joining());
        assertThat(events).isEqualTo(expected);
    }

    @Test
    void howTheBytesAreCutChangesNothing() throws IOException {
        List<SseEvent> whole = parse(RICH);
        byte[] bytes = RICH.getBytes(UTF_8);
        for (long seed = 0; seed < 2_000; seed++) {
            assertThat(torn(bytes, new SplittableRandom(seed)))
                    .as("seed %d", seed)
                    .isEqualTo(whole);
        }
    }

    @Test
    void noiseNeverBreaksTheParser() throws IOException {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            List<SseEvent> whole = torn(noise, new SplittableRandom(1));
            assertThat(torn(noise, random)).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void aMarkInTheMiddleIsTextAndInvalidUtf8IsReplaced() throws IOException {
        assertThat(parse("data: a\uFEFFb\n\n")).containsExactly(new SseEvent("message", "a\uFEFFb", true));
        SseParser parser = new SseParser(100);
        byte[] bytes = {'d', 'a', 't', 'a', ':', (byte) 0xff, '\n', '\n'};
        assertThat(parser.feed(ByteBuffer.wrap(bytes))).containsExactly(new SseEvent("message", "\uFFFD", true));
    }

    @Test
    void aLineBeyondTheLimitIsRefused() {
        SseParser parser = new SseParser(20);
        assertThatExceptionOfType(EventTooLargeException.class)
                .isThrownBy(() -> parser.feed(UTF_8.encode("data: 0123456789abcdef")))
                .withMessageContaining("20 bytes");
    }

    @Test
    void anEventBeyondTheLimitIsRefusedHoweverShortItsLines() {
        SseParser parser = new SseParser(20);
        assertThatExceptionOfType(EventTooLargeException.class)
                .isThrownBy(() -> parser.feed(UTF_8.encode("data: 12345678\n".repeat(4))));
    }

    @Test
    void aLimitBelowOneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SseParser(0)).withMessageContaining("0");
    }

    private static List<SseEvent> parse(String stream) throws IOException {
        SseParser parser = new SseParser(10_000);
        List<SseEvent> events = new ArrayList<>(parser.feed(UTF_8.encode(stream)));
        parser.finish().ifPresent(events::add);
        return events;
    }

    private static List<SseEvent> torn(byte[] bytes, SplittableRandom random) throws IOException {
        SseParser parser = new SseParser(10_000);
        List<SseEvent> events = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int length = random.nextInt(1, Math.min(bytes.length - from, 9) + 1);
            events.addAll(parser.feed(ByteBuffer.wrap(bytes, from, length)));
            from += length;
        }
        parser.finish().ifPresent(events::add);
        return events;
    }
}
