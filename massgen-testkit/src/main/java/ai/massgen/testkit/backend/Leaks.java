package ai.massgen.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.config.Secret;
import ai.massgen.testkit.wire.WireReply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks for a key where it must never be, and provokes that it gets there. */
final class Leaks {
    /** So many characters of a key in a row are a leak too: they are what is left when a text was cut in the key. */
    private static final int GIVEAWAY = 12;

    /** Where texts are likely to be cut. */
    private static final int[] CUTS = {
        100, 128, 200, 250, 256, 500, 512, 1000, 1024, 2000, 4000, 4096, 8000, 8192, 65_536
    };

    private final Secret key;

    Leaks(Secret key) {
        this.key = key;
    }

    /** Replies of servers that say the key back, by what is special about them. */
    Map<String, WireReply> echoes(WireSamples samples) {
        String clear = key.reveal();
        String message = "Incorrect key " + clear + ". You sent: Bearer " + clear;
        Map<String, WireReply> echoes = new TreeMap<>();
        echoes.put("a JSON error", WireReply.json(401, "{\"error\":{\"message\":\"" + message + "\"}}"));
        echoes.put("an escaped JSON error", WireReply.json(401, "{\"error\":{\"message\":\"" + escaped() + "\"}}"));
        echoes.put("an error code", WireReply.json(400, "{\"error\":{\"code\":\"" + clear + "\"}}"));
        echoes.put("an unknown error", WireReply.json(400, "{\"" + clear + "\":[\"" + clear + "\"]}"));
        echoes.put("a plain error", WireReply.status(500).send(message));
        echoes.put("a page", WireReply.status(502).send("<html><body>" + message + "</body></html>"));
        echoes.put("a page's title", WireReply.status(403).send("<html><title>" + message + "</title></html>"));
        echoes.put("a redirect", WireReply.status(302).header("Location", "https://example.org/?key=" + clear));
        echoes.put(
                "a request id",
                WireReply.status(500).header("x-request-id", clear).header("request-id", clear));
        echoes.put("a wait", WireReply.status(429).header("retry-after", clear));
        echoes.put("data that is no JSON", samples.events().event("{\"you sent\": " + clear));
        echoes.put("data of the wrong kind", samples.events().event("\"" + clear + "\""));
        echoes.put(
                "an error in the stream",
                samples.events().event("{\"type\":\"error\",\"error\":{\"message\":\"" + message + "\"}}"));
        return echoes;
    }

    /** Errors with the key wherever a text may be cut. */
    Map<String, WireReply> cuts() {
        Map<String, WireReply> cuts = new TreeMap<>();
        for (int cut : CUTS) {
            for (int before : new int[] {GIVEAWAY + 1, key.reveal().length() - 1}) {
                String words = "w ".repeat(cut).substring(0, cut - before) + key.reveal() + " and more".repeat(50);
                String tags = "<p>".repeat(cut).substring(0, cut - before - 1) + ">" + key.reveal() + "</p>";
                cuts.put(
                        "text, " + before + " before " + cut,
                        WireReply.status(500).send(words));
                cuts.put(
                        "page, " + before + " before " + cut,
                        WireReply.status(500).send(tags));
            }
        }
        return cuts;
    }

    void assertNone(Object surface) {
        String text = surface instanceof Throwable failure ? everythingOf(failure) : String.valueOf(surface);
        String clear = key.reveal();
        for (int from = 0; from + GIVEAWAY <= clear.length(); from++) {
            assertThat(text).as("a surface that people see").doesNotContain(clear.substring(from, from + GIVEAWAY));
        }
    }

    void assertNone(Heard heard) {
        heard.problem().ifPresent(this::assertNone);
        assertNone(heard.deltas());
        heard.outcome().map(ModelReply::requestId).ifPresent(this::assertNone);
    }

    private static String everythingOf(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        String id = failure instanceof BackendException e ? e.requestId().orElse("") : "";
        return text + "\n" + id;
    }

    private String escaped() {
        return key.reveal().chars().mapToObj(c -> String.format("\\u%04x", c)).collect(Collectors.joining());
    }
}
