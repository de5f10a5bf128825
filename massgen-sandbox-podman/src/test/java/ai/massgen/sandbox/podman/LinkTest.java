package ai.massgen.sandbox.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.testkit.wire.UnixPeer;
import ai.massgen.toolkit.container.EngineRequest;
import ai.massgen.toolkit.io.BackgroundThread;
import ai.massgen.toolkit.io.BlockingCalls;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a socket of jnr-unixsocket does not do by itself: deadlines, interrupts, virtual threads. */
@Timeout(60)
class LinkTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final EngineRequest REQUEST = EngineRequest.of("GET", "/x");
    private static final String AGREED = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    @TempDir
    Path folder;

    private final BlockingCalls threads = new BlockingCalls("massgen-podman-test");

    private UnixPeer peer(UnixPeer.Script script) {
        return UnixPeer.listening(folder.resolve("p.sock"), script);
    }

    private Link open(UnixPeer peer, boolean upgrade, Duration timeout) throws Exception {
        return Link.open(peer.path(), REQUEST, upgrade, threads, timeout);
    }

    private UnixPeer streaming(Consumer<String> heard) {
        return peer(talk -> {
            talk.request();
            talk.send(AGREED + "hello");
            heard.accept(new String(talk.awaitEnd(), StandardCharsets.UTF_8));
            talk.send("bye");
        });
    }

    private static String read(Link link, int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int have = 0; have < length; ) {
            int count = link.read(bytes, have, length - have);
            if (count < 0) {
                throw new IOException("the end");
            }
            have += count;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void anAnswerIsReadWhole() throws Exception {
        try (UnixPeer peer = peer(talk -> {
                    talk.request();
                    talk.send("HTTP/1.1 200 OK\r\nLibpod-API-Version: 4.3.1\r\nTransfer-Encoding: chunked\r\n\r\n");
                    talk.send("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
                });
                Link link = open(peer, false, SOON)) {
            assertThat(link.status()).isEqualTo(200);
            assertThat(link.version()).contains("4.3.1");
            assertThat(new String(link.readAll(100, Optional.of(SOON)), StandardCharsets.UTF_8))
                    .isEqualTo("hello world");
        }
    }

    @Test
    void anAnswerThatIsTooLongIsNotReadToItsEnd() throws Exception {
        try (UnixPeer peer = peer(talk -> {
                    talk.request();
                    talk.answer(200, "x".repeat(1000));
                });
                Link link = open(peer, false, SOON)) {
            assertThatThrownBy(() -> link.readAll(999, Optional.of(SOON)))
                    .hasMessageContaining("longer than 999 bytes");
        }
    }

    @Test
    void whatFollowsTheAgreementAtOnceIsNotLostAndEachDirectionEndsByItself() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (UnixPeer peer = streaming(heard::complete);
                Link link = open(peer, true, SOON)) {
            assertThat(read(link, 5)).isEqualTo("hello");
            link.write("question".getBytes(StandardCharsets.UTF_8), 0, 8);
            link.shutdownOutput();
            link.shutdownOutput();
            assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("question");
            assertThat(read(link, 3)).isEqualTo("bye");
            assertThat(link.read(new byte[1], 0, 1)).isEqualTo(-1);
        }
    }

    @Test
    void aServiceThatSaysNothingIsGivenUpInTime() throws Exception {
        try (UnixPeer peer = peer(talk -> talk.awaitEnd())) {
            long before = System.nanoTime();
            assertThatThrownBy(() -> open(peer, false, Duration.ofMillis(300)))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("300 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    @SuppressWarnings("try") // closing it twice is the point
    void closingEndsABlockedRead() throws Exception {
        try (UnixPeer peer = streaming(text -> {});
                Link link = open(peer, true, SOON)) {
            assertThat(read(link, 5)).isEqualTo("hello");
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread reader = Thread.ofVirtual().start(() -> {
                try {
                    outcome.complete(new AssertionError("read " + link.read(new byte[1], 0, 1)));
                } catch (IOException e) {
                    outcome.complete(e);
                }
            });
            awaitWaiting(reader);
            link.close();
            assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(AsynchronousCloseException.class);
        }
    }

    @Test
    void anInterruptEndsABlockedReadAndClosesTheConnection() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (UnixPeer peer = streaming(heard::complete);
                Link link = open(peer, true, SOON)) {
            assertThat(read(link, 5)).isEqualTo("hello");
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread reader = Thread.ofVirtual().start(() -> {
                try {
                    outcome.complete(new AssertionError("read " + link.read(new byte[1], 0, 1)));
                } catch (IOException e) {
                    outcome.complete(e);
                }
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            awaitWaiting(reader);
            reader.interrupt();
            assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(ClosedByInterruptException.class);
            assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(heard.get(20, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void anInterruptEndsABlockedWrite() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (UnixPeer peer = peer(talk -> {
                    talk.request();
                    talk.send(AGREED);
                    awaitQuietly(over); // reads nothing
                });
                Link link = open(peer, true, SOON)) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        link.write(new byte[100_000], 0, 100_000);
                    }
                } catch (IOException e) {
                    outcome.complete(e);
                }
            });
            writer.join(Duration.ofMillis(500));
            assertThat(outcome).isNotDone();
            writer.interrupt();
            assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(ClosedByInterruptException.class);
            over.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            boolean ignored = latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Readers that hold on to their carriers would keep all other virtual threads from running. */
    @Test
    void manyBlockedReadersDoNotStarveVirtualThreads() throws Exception {
        try (UnixPeer peer = streaming(text -> {})) {
            List<Link> links = new ArrayList<>();
            for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors() + 4; i++) {
                Link link = open(peer, true, SOON);
                links.add(link);
                assertThat(read(link, 5)).isEqualTo("hello");
                awaitWaiting(Thread.ofVirtual().start(() -> {
                    try {
                        link.read(new byte[1], 0, 1);
                    } catch (IOException e) {
                        // closed at the end of the test
                    }
                }));
            }
            Thread other = Thread.ofVirtual().start(() -> {});
            assertThat(other.join(SOON)).isTrue();
            for (Link link : links) {
                link.close();
            }
        }
    }

    /** jnr-unixsocket reads by number, and the kernel gives the number of what is closed to what is opened next. */
    @Test
    @SuppressWarnings("try") // closing it early is the point
    void aCallThatComesLateDoesNotReadTheAnswerOfAnotherConnection() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        try (UnixPeer peer = peer(talk -> {
                    talk.request();
                    talk.answer(200, "mine");
                });
                UnixWire late = new UnixWire(peer.path(), SOON)) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            BackgroundThread.platform("massgen-podman-test", () -> {
                try {
                    outcome.complete(new AssertionError(late.use(() -> {
                                late.connect();
                                inside.countDown();
                                awaitQuietly(others);
                                return late.receive();
                            })
                            .toString()));
                } catch (Exception e) {
                    outcome.complete(e);
                }
            });
            inside.await();
            late.close();
            try (Link other = Link.sent(peer.path(), REQUEST, false, threads, SOON)) {
                others.countDown();
                assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
                other.receive(Optional.of(SOON));
                assertThat(new String(other.readAll(100, Optional.of(SOON)), StandardCharsets.UTF_8))
                        .isEqualTo("mine");
            }
        }
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void nobodyThereIsSaidAtOnce() {
        assertThatThrownBy(() -> Link.open(folder.resolve("none.sock"), REQUEST, false, threads, SOON))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No such file");
    }

    @Test
    void whatIsNotHttpIsAnError() throws Exception {
        try (UnixPeer peer = peer(talk -> {
            talk.request();
            talk.send("SSH-2.0-x\r\n\r\n");
        })) {
            assertThatThrownBy(() -> open(peer, false, SOON)).isInstanceOf(IOException.class);
        }
    }
}
