package ai.massgen.toolkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.testkit.wire.UnixPeer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EngineHttpTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final EngineRequest GET = EngineRequest.of("GET", "/thing?secret=1");
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private Path socket() {
        return folder.resolve("s.sock");
    }

    private EngineHttp engine(UnixPeer.Script script) {
        open.add(UnixPeer.listening(socket(), script));
        return client();
    }

    private EngineHttp client() {
        return new EngineHttp(new EngineEndpoint.UnixSocket(socket()));
    }

    /** An engine that answers every request with this and closes. */
    private EngineHttp saying(String answer) {
        return engine(talk -> {
            talk.request();
            talk.send(answer);
        });
    }

    private static String text(EngineHttp http) throws IOException, InterruptedException {
        return http.call(GET, LONG, 1000).text();
    }

    @Test
    void aRequestArrivesWithHeadersAndBody() throws Exception {
        EngineHttp http = engine(talk -> {
            var request = talk.request();
            talk.answer(
                    201,
                    request.method() + " " + request.path() + " "
                            + request.header("x-y").orElse("") + " " + request.body());
        });
        EngineRequest request = new EngineRequest(
                "PUT", "/a", Map.of("X-Y", "z"), Optional.of("bödy".getBytes(StandardCharsets.UTF_8)));
        EngineHttp.Reply reply = http.call(request, LONG, 1000);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text()).isEqualTo("PUT /a z bödy");
        assertThat(reply.headers()).containsEntry("content-type", "application/json");
    }

    @Test
    void chunksAreJoinedWhateverTheirExtensionsAndTrailers() throws Exception {
        assertThat(text(saying(OK + "Transfer-Encoding: Chunked\r\n\r\n"
                        + "3;a=b\r\nabc\r\n0A \r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nrest")))
                .isEqualTo("abc0123456789");
    }

    @Test
    void aKnownLengthEndsTheBody() throws Exception {
        assertThat(text(saying(OK + "content-length:  3\r\n\r\nabcdef"))).isEqualTo("abc");
    }

    @Test
    void withoutALengthTheBodyEndsWithTheConnection() throws Exception {
        assertThat(text(saying("HTTP/1.0 200\r\n\r\nabc"))).isEqualTo("abc");
    }

    @Test
    void anAnswerWithoutABodyDoesNotWaitForOne() throws Exception {
        EngineHttp http = engine(talk -> {
            talk.request();
            talk.send("HTTP/1.1 204 No Content\r\n\r\n");
            talk.awaitEnd();
        });
        assertThat(http.call(GET, LONG, 1000).body()).isEmpty();
    }

    @Test
    void interimAnswersAreSkipped() throws Exception {
        assertThat(text(saying("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Wait\r\nA: b\r\n\r\n" + OK
                        + "Content-Length: 1\r\n\r\nx")))
                .isEqualTo("x");
    }

    @Test
    void bareLineFeedsAreUnderstood() throws Exception {
        assertThat(text(saying("HTTP/1.1 200 OK\nContent-Length: 1\n\nx"))).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({
        "'garbage\r\n\r\n', not HTTP",
        "'HTTP/2 200\r\n\r\n', not HTTP",
        "'\u0000\u0001\u0002\r\n', not HTTP",
        "'HTTP/1.1 200 OK\r\nno colon\r\n\r\n', malformed header",
        "'HTTP/1.1 200 OK\r\n: x\r\n\r\n', malformed header",
        "'HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nx', no number",
        "'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx', no number",
        "'HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nx', no number",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nx', transfer encoding",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', no size",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n', no size",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffff\r\n', no size",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n', does not end",
        "'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab', closed the connection",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab', closed the connection",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n', closed the connection",
        "'HTTP/1.1 200 OK\r\nA: b', closed the connection",
        "'', closed the connection"
    })
    void whatIsNotACompleteAnswerIsAnError(String answer, String why) {
        EngineHttp http = saying(answer);
        assertThatThrownBy(() -> text(http)).isInstanceOf(IOException.class).hasMessageContaining(why);
    }

    @Test
    void headsAndTrailersAreBounded() {
        EngineHttp http = engine(talk -> {
            switch (talk.request().path()) {
                case "/line" -> talk.send(OK + "A: " + "x".repeat(9000));
                case "/lines" -> talk.send(OK + "A: b\r\n".repeat(200));
                default -> talk.send(OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + "A: b\r\n".repeat(200));
            }
            talk.awaitEnd();
        });
        assertThatThrownBy(() -> http.call(EngineRequest.of("GET", "/line"), LONG, 10))
                .hasMessageContaining("longer than 8192");
        assertThatThrownBy(() -> http.call(EngineRequest.of("GET", "/lines"), LONG, 10))
                .hasMessageContaining("more than 128 headers");
        assertThatThrownBy(() -> http.call(EngineRequest.of("GET", "/trailers"), LONG, 10))
                .hasMessageContaining("more than 128 headers");
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedAndOneAtTheLimitIsNot() throws Exception {
        EngineHttp http = saying(OK + "Content-Length: 4\r\n\r\nabcd");
        assertThat(http.call(GET, LONG, 4).text()).isEqualTo("abcd");
        assertThatThrownBy(() -> http.call(GET, LONG, 3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 3 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200", OK + "Content-Length: 3\r\n\r\nab"})
    void aCallEndsWhenItsTimeIsUpHoweverFarTheAnswerCame(String begun) {
        EngineHttp http = engine(talk -> {
            talk.request();
            talk.send(begun);
            talk.awaitEnd();
        });
        assertThatThrownBy(() -> http.call(GET, SHORT, 1000))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("GET /thing within 150 ms")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anEngineThatDripsDoesNotHoldACallBeyondItsTime() {
        CountDownLatch never = new CountDownLatch(1);
        EngineHttp http = engine(talk -> {
            talk.request();
            while (!await(never, Duration.ofMillis(20))) {
                talk.send("H");
            }
        });
        assertThatThrownBy(() -> http.call(GET, SHORT, 1000)).isInstanceOf(SocketTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEngineThatAcceptsNothingDoesNotHoldACallBeyondItsTime(boolean virtual) throws Exception {
        try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            deaf.bind(UnixDomainSocketAddress.of(socket()), 1);
            fillTheQueue();
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread caller =
                    (virtual ? Thread.ofVirtual() : Thread.ofPlatform()).start(() -> failure.complete(thrown()));
            assertThat(failure.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("does not accept connections");
            caller.join();
        }
    }

    private Throwable thrown() {
        try {
            client().call(GET, SHORT, 1000);
            return new AssertionError("it answered");
        } catch (IOException | InterruptedException e) {
            return e;
        }
    }

    /** Connects until the kernel has no more room; a virtual thread is told so at once. */
    private void fillTheQueue() throws Exception {
        CompletableFuture<Void> full = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 100; i++) {
                    open.add(SocketChannel.open(UnixDomainSocketAddress.of(socket())));
                }
                full.completeExceptionally(new AssertionError("a queue of 1 took 100 connections"));
            } catch (IOException e) {
                full.complete(null);
            }
        });
        full.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aQueueThatEmptiesInTimeIsWaitedFor() throws Exception {
        try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            busy.bind(UnixDomainSocketAddress.of(socket()), 1);
            fillTheQueue();
            CompletableFuture<Integer> status = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    status.complete(client().call(GET, LONG, 1000).status());
                } catch (IOException | InterruptedException e) {
                    status.completeExceptionally(e);
                }
            });
            while (!status.isDone() && caller.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait(); // until it has been turned away
            }
            Thread.ofVirtual().start(() -> acceptAll(busy));
            assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(204);
        }
    }

    private void acceptAll(ServerSocketChannel listener) {
        try {
            while (true) {
                SocketChannel accepted = listener.accept();
                open.add(accepted);
                accepted.write(ByteBuffer.wrap("HTTP/1.1 204 x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    @Test
    void anInterruptEndsACallAtOnceAndIsUsedUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        EngineHttp http = engine(talk -> {
            talk.request();
            asked.countDown();
            talk.awaitEnd();
        });
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                http.call(GET, LONG, 1000);
            } catch (InterruptedException e) {
                flag.complete(Thread.currentThread().isInterrupted());
            } catch (IOException e) {
                flag.completeExceptionally(e);
            }
        });
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        assertThat(flag.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aThreadInterruptedBeforehandConnectsToNobody() {
        EngineHttp http = saying(OK + "Content-Length: 0\r\n\r\n");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> http.call(GET, LONG, 1000)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whereNobodyListensTheErrorComesAtOnce() throws Exception {
        assertThatThrownBy(() -> client().call(GET, LONG, 1000)).isInstanceOf(IOException.class);
        Files.writeString(socket(), "a file");
        assertThatThrownBy(() -> client().call(GET, LONG, 1000)).isInstanceOf(IOException.class);
    }

    @Test
    void aBodyThatIsOpenedHasNoDeadline() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        EngineHttp http = engine(talk -> {
            talk.request();
            talk.send(OK + "Transfer-Encoding: chunked\r\n\r\n2\r\na\n\r\n");
            assertThat(await(late, LONG)).isTrue();
            talk.send("3\r\nb\r\n\r\n0\r\n\r\n");
        });
        try (EngineResponse response = http.open(GET, SHORT)) {
            assertThat(response.readLine(10, Optional.empty())).contains("a");
            assertThatThrownBy(() -> http.call(GET, SHORT, 10)).isInstanceOf(SocketTimeoutException.class);
            late.countDown();
            assertThat(response.readLine(10, Optional.empty())).contains("b\r");
            assertThat(response.readLine(10, Optional.empty())).isEmpty();
        }
    }

    private static boolean await(CountDownLatch latch, Duration patience) throws IOException {
        try {
            return latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void linesAreBoundedInLengthAndInTime() throws Exception {
        EngineHttp http = engine(talk -> {
            talk.request();
            talk.send(OK + "\r\n0123456789\n0123456789a\nlast");
            talk.awaitEnd();
        });
        try (EngineResponse response = http.open(GET, LONG)) {
            assertThat(response.readLine(10, Optional.of(LONG))).contains("0123456789");
            assertThatThrownBy(() -> response.readLine(10, Optional.of(LONG)))
                    .hasMessageContaining("longer than 10 bytes");
        }
        try (EngineResponse response = http.open(GET, LONG)) {
            response.readLine(100, Optional.of(LONG));
            response.readLine(100, Optional.of(LONG));
            assertThatThrownBy(() -> response.readLine(100, Optional.of(SHORT)))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("no sign of life for 150 ms");
        }
    }

    @Test
    void theLastLineNeedsNoEnd() throws Exception {
        EngineHttp http = saying(OK + "\r\na\n\nlast");
        try (EngineResponse response = http.open(GET, LONG)) {
            assertThat(response.readLine(10, Optional.of(LONG))).contains("a");
            assertThat(response.readLine(10, Optional.of(LONG))).contains("");
            assertThat(response.readLine(10, Optional.of(LONG))).contains("last");
            assertThat(response.readLine(10, Optional.of(LONG))).isEmpty();
        }
    }

    @Test
    void closingAResponseWakesItsReader() throws Exception {
        EngineHttp http = engine(talk -> {
            talk.request();
            talk.send(OK + "\r\n");
            talk.awaitEnd();
        });
        EngineResponse response = http.open(GET, LONG);
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                failure.completeExceptionally(
                        new AssertionError("read " + response.body().read()));
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        while (reader.getState() == Thread.State.NEW || reader.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        response.close();
        assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }
}
