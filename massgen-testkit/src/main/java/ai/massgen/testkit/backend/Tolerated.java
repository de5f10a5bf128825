package ai.massgen.testkit.backend;

import ai.massgen.testkit.wire.WireReply;
import java.util.function.Function;

/** What servers and proxies do to a stream without any harm: the reply is complete in every case. */
enum Tolerated {
    NOTHING_UNUSUAL(samples -> samples.well(samples.text())),
    EVERYTHING_IN_ONE_PIECE(samples -> samples.events().send(samples.text().text())),
    PIECES_OF_ONE_BYTE(samples -> samples.well(samples.text()).byteByByte()),
    LINES_THAT_END_IN_CR(samples -> ending(samples, "\r")),
    LINES_THAT_END_IN_CR_LF(samples -> ending(samples, "\r\n")),
    CR_LF_IN_PIECES_OF_ONE_BYTE(samples -> ending(samples, "\r\n").byteByByte()),
    BYTE_ORDER_MARK(samples -> samples.events().send("\uFEFF" + samples.text().text())),
    COMMENTS(samples -> samples.events()
            .send(": PROCESSING\n\n"
                    + samples.text().eachLine(line -> ": alive\n" + line).text() + ": bye\n\n")),
    KEEP_ALIVES_BETWEEN_EVENTS(
            samples -> samples.events().send(samples.text().text().replace("\n\n", "\n\n:\n\n\n\n: ping\n\n"))),
    NO_SPACE_AFTER_THE_COLON(samples -> samples.well(
            samples.text().eachLine(line -> line.replace("data: ", "data:").replace("event: ", "event:")))),
    DATA_OVER_SEVERAL_LINES(samples -> samples.well(samples.text().spread())),
    NO_EVENT_LINES(samples -> samples.well(samples.text().withoutLines("event:"))),
    FIELDS_NOBODY_KNOWS(samples ->
            samples.well(samples.text().eachLine(line -> "id: 7\nretry: 10\nnonsense\nx-field: 1\n" + line))),
    AN_EVENT_NOBODY_KNOWS(samples -> samples.events()
            .send(samples.text()
                    .text()
                    .replaceFirst("\n\n", "\n\nevent: from_the_future\ndata: {\"type\":\"from_the_future\"}\n\n"))),
    NO_LAST_BLANK_LINE(samples -> samples.events().send(samples.text().text().stripTrailing())),
    A_LENGTH_INSTEAD_OF_CHUNKS(samples -> samples.well(samples.text()).withLength()),
    A_CLOSE_INSTEAD_OF_CHUNKS(samples -> samples.well(samples.text()).untilClose()),
    AN_INTERIM_HEAD(samples -> samples.well(samples.text()).interim(103)),
    A_CHARSET_IN_THE_CONTENT_TYPE(
            samples -> samples.well(samples.text()).header("Content-Type", "text/event-stream; charset=UTF-8")),
    NO_CONTENT_TYPE(samples ->
            samples.withHeaders(WireReply.status(200)).send(samples.text().text())),
    SILENCE_AFTER_THE_END(samples -> samples.well(samples.text()).stall()),
    A_CUT_AFTER_THE_END(samples -> samples.well(samples.text()).cut()),
    A_RESET_AFTER_THE_END(samples -> samples.well(samples.text()).reset());

    @SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
    private final Function<WireSamples, WireReply> reply;

    Tolerated(Function<WireSamples, WireReply> reply) {
        this.reply = reply;
    }

    WireReply reply(WireSamples samples) {
        return reply.apply(samples);
    }

    private static WireReply ending(WireSamples samples, String end) {
        return samples.events().send(samples.text().text().replace("\n", end));
    }
}
