package ai.massgen.toolkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.testkit.wire.UnixPeer;
import ai.massgen.testkit.wire.UnixTalk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AttachedStreamsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String AGREED = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private @Nullable UnixPeer peer;

    @AfterEach
    void close() {
        if (peer != null) {
            peer.close();
        }
    }

    private AttachedStreams attach(UnixPeer.Script script, Duration timeout) throws IOException, InterruptedException {
        UnixPeer listening = UnixPeer.listening(folder.resolve("s.sock"), script);
        peer = listening;
        EngineHttp http = new EngineHttp(new EngineEndpoint.UnixSocket(listening.path()));
        return AttachedStreams.open(http, EngineRequest.of("POST", "/attach"), stderr::writeBytes, timeout);
    }

    private AttachedStreams attach(UnixPeer.Script script) throws IOException, InterruptedException {
        return attach(script, LONG);
    }

    private static void frame(UnixTalk talk, int stream, byte[] payload) throws IOException {
        talk.send(ByteBuffer.allocate(8)
                .put((byte) stream)
                .putInt(4, payload.length)
                .array());
        talk.send(payload);
    }

    @Test
    void anEchoOfAMegabyteComesBackWholeAndHalfCloseIsItsEnd() throws Exception {
        byte[] message = new byte[1 << 20];
        new Random(7).nextBytes(message);
        try (AttachedStreams streams = attach(talk -> {
            assertThat(talk.request().header("upgrade")).contains("tcp");
            talk.send(AGREED);
            byte[] all = talk.awaitEnd();
            frame(talk, 2, "done".getBytes(StandardCharsets.UTF_8));
            frame(talk, 1, all);
        })) {
            streams.stdin().write(message);
            streams.stdin().close();
            assertThat(streams.stdout().readAllBytes()).isEqualTo(message);
            assertThat(stderr.toString(StandardCharsets.UTF_8)).isEqualTo("done");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {AGREED, "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n"})
    void whatComesTogetherWithTheAgreementIsNotLost(String agreement) throws Exception {
        try (AttachedStreams streams = attach(talk -> {
            talk.request();
            byte[] head = agreement.getBytes(StandardCharsets.US_ASCII);
            talk.send(ByteBuffer.allocate(head.length + 9)
                    .put(head)
                    .put(new byte[] {1, 0, 0, 0, 0, 0, 0, 1, 'x'})
                    .array());
        })) {
            assertThat(streams.stdout().read()).isEqualTo('x');
            assertThat(streams.stdout().read()).isEqualTo(-1);
        }
    }

    @Test
    void anEngineThatRefusesIsQuoted() {
        assertThatThrownBy(() -> attach(talk -> {
                    talk.request();
                    talk.answer(404, "no such container\n");
                }))
                .isInstanceOfSatisfying(
                        AttachedStreams.RefusedException.class,
                        e -> assertThat(e.status()).isEqualTo(404))
                .hasMessage("the engine answered 404: no such container");
    }

    @Test
    void anEngineThatRefusesHalfAndThenSaysNothingIsNotWaitedForForEver() {
        assertThatThrownBy(() -> attach(
                        talk -> {
                            talk.request();
                            talk.send("HTTP/1.1 500 Oops\r\nContent-Length: 100\r\n\r\nhalf");
                            talk.awaitEnd();
                        },
                        Duration.ofMillis(150)))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void inputAfterItsEndIsRefusedAndTheOutputLivesOn() throws Exception {
        try (AttachedStreams streams = attach(talk -> {
            talk.request();
            talk.send(AGREED);
            talk.awaitEnd();
            frame(talk, 1, new byte[] {'x'});
        })) {
            streams.stdin().close();
            streams.stdin().close();
            assertThatThrownBy(() -> streams.stdin().write('a')).isInstanceOf(ClosedChannelException.class);
            assertThat(streams.stdout().read()).isEqualTo('x');
        }
    }

    @Test
    void closeWakesAReaderAndAWriter() throws Exception {
        AttachedStreams streams = attach(talk -> {
            talk.request();
            talk.send(AGREED);
            hold();
        });
        CompletableFuture<Throwable> reader = failure(() -> streams.stdout().read());
        CompletableFuture<Throwable> writer = failure(() -> {
            while (true) {
                streams.stdin().write(new byte[100_000]); // nobody reads: it blocks when the socket is full
            }
        });
        assertThat(reader).isNotDone();
        streams.close();
        assertThat(reader.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(writer.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        streams.close();
        streams.stdin().close();
    }

    @Test
    void endOfInputDoesNotWaitForAWriteThatNobodyTakes() throws Exception {
        try (AttachedStreams streams = attach(talk -> {
            talk.request();
            talk.send(AGREED);
            hold();
        })) {
            CompletableFuture<Throwable> writer = failure(() -> {
                while (true) {
                    streams.stdin().write(new byte[100_000]);
                }
            });
            CompletableFuture<Throwable> closer = failure(() -> {
                streams.stdin().close();
                throw new IOException("closed");
            });
            assertThat(closer.get(10, TimeUnit.SECONDS)).hasMessage("closed");
            assertThat(writer.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        }
    }

    /** Keeps a connection until the peer is closed. */
    private static void hold() throws IOException {
        try {
            assertThat(new CountDownLatch(1).await(20, TimeUnit.SECONDS)).isFalse();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private static CompletableFuture<Throwable> failure(Action action) throws InterruptedException {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                action.run();
                failure.completeExceptionally(new AssertionError("it went well"));
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        while (!failure.isDone() && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return failure;
    }

    @Test
    void anInterruptOfTheReaderClosesTheConnection() throws Exception {
        CompletableFuture<Integer> seen = new CompletableFuture<>();
        AttachedStreams streams = attach(talk -> {
            talk.request();
            talk.send(AGREED);
            seen.complete(talk.awaitEnd().length);
        });
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                failure.completeExceptionally(
                        new AssertionError("read " + streams.stdout().read()));
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        reader.interrupt();
        assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(seen.get(10, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void anEngineThatCutsTheConnectionInAFrameIsNoEnd() throws Exception {
        try (AttachedStreams streams = attach(talk -> {
            talk.request();
            talk.send(AGREED);
            talk.send(new byte[] {1, 0, 0, 0, 0, 0, 0, 9, 'x'});
        })) {
            assertThatThrownBy(() -> streams.stdout().readAllBytes()).isInstanceOf(IOException.class);
        }
    }
}
