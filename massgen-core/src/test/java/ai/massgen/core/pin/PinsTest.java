package ai.massgen.core.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.core.task.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PinsTest {
    private static final ServerPin FILES = Samples.server("files", Samples.tool("read", "Reads."));
    private static final ServerPin OTHER = Samples.server("files", Samples.tool("read", "Reads all."));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Pins pins(FirstUse firstUse) {
        return new Pins(new LockFile(folder), false, firstUse);
    }

    private Pins pins() {
        return pins(FirstUse.TRUST);
    }

    private static Optional<ImageId> image(char id, char digest) {
        return Optional.of(new ImageId(
                "sha256:" + String.valueOf(id).repeat(64),
                Optional.of("example/files@sha256:" + String.valueOf(digest).repeat(64)),
                "example/files"));
    }

    private PinException refused(Optional<ImageId> image) {
        return catchThrowableOfType(PinException.class, () -> pins().checkImage(FILES.subject(), image));
    }

    @Test
    void theFirstListingIsThePin() throws InterruptedException {
        assertThat(pins().admit(FILES)).isEqualTo(new Pins.Admission(FILES, true));
        assertThat(pins().admit(OTHER)).isEqualTo(new Pins.Admission(FILES, false));
    }

    @Test
    void anotherRunThatWasQuickerHasMadeThePin() throws InterruptedException {
        Pins late = pins();
        Pins.Admission quick = pins().admit(FILES);

        assertThat(quick.recorded()).isTrue();
        assertThat(late.admit(OTHER)).isEqualTo(new Pins.Admission(FILES, false));
        assertThat(late.find(FILES.subject())).contains(FILES);
    }

    @Test
    void theFirstOfManySessionsIsAskedForAndTheOthersWait() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        Pins pins = pins(pin -> {
            asked.incrementAndGet();
            answer.await();
            return true;
        });
        List<Task> sessions = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sessions.add(Task.start(
                    "session", () -> assertThatCode(() -> pins.admit(FILES)).doesNotThrowAnyException()));
        }

        answer.countDown();

        for (Task session : sessions) {
            assertThat(session.join(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void anImageWithTheSameIdOrTheSameDigestIsTheSame() throws InterruptedException {
        assertThat(pins().admit(FILES).recorded()).isTrue();

        assertThatCode(() -> pins().checkImage(FILES.subject(), image('a', 'd')))
                .doesNotThrowAnyException();
        assertThatCode(() -> pins().checkImage(FILES.subject(), image('a', 'e')))
                .doesNotThrowAnyException();
        assertThatCode(() -> pins().checkImage(FILES.subject(), image('b', 'd')))
                .doesNotThrowAnyException();
    }

    @Test
    void aTagThatWasMovedIsAnotherImage() throws InterruptedException {
        assertThat(pins().admit(FILES).recorded()).isTrue();

        PinException failure = refused(image('b', 'e'));

        assertThat(failure.code()).isEqualTo("pin.server-changed");
        assertThat(failure)
                .hasMessageContainingAll(
                        "behind example/files is another image",
                        "sha256:aaaa",
                        "sha256:bbbb",
                        "massgen tools approve files");
        assertThat(refused(Optional.empty()).code()).isEqualTo("pin.server-changed");
    }

    @Test
    void imagesWithoutDigestsAreNotTheSameForThat() throws InterruptedException {
        PinOrigin built = new PinOrigin(Optional.of(Samples.IMAGE_ID), Optional.empty(), "initialize");
        assertThat(pins().admit(new ServerPin(FILES.subject(), built, List.of()))
                        .recorded())
                .isTrue();

        assertThat(refused(Optional.of(new ImageId("sha256:" + "b".repeat(64), Optional.empty(), "example/files"))))
                .isNotNull();
    }

    @Test
    void aServerThatBeginsAnotherWayHasChanged() throws InterruptedException {
        assertThat(pins().admit(FILES).recorded()).isTrue();
        ServerPin modern = new ServerPin(
                FILES.subject(),
                new PinOrigin(Optional.of(Samples.IMAGE_ID), Optional.empty(), "server/discover"),
                FILES.tools());

        assertThat(catchThrowableOfType(PinException.class, () -> pins().admit(modern)))
                .hasMessageContaining("server/discover");
    }

    @Test
    void lockedDemandsAPin() throws InterruptedException {
        Pins locked = new Pins(new LockFile(folder), true, FirstUse.TRUST);
        assertThat(catchThrowableOfType(PinException.class, () -> locked.checkImage(FILES.subject(), image('a', 'd')))
                        .code())
                .isEqualTo("pin.not-pinned");
        assertThat(pins().admit(FILES).recorded()).isTrue();

        assertThatCode(() -> new Pins(new LockFile(folder), true, FirstUse.TRUST)
                        .checkImage(FILES.subject(), image('a', 'd')))
                .doesNotThrowAnyException();
    }
}
