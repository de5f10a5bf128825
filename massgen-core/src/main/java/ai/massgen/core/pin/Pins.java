package ai.massgen.core.pin;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.core.pin.PinException.Kind;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The pins of one run: what was trusted before it, and what is trusted for the first time in it. All sessions of all
 * agents are held against the same pins, so a server cannot show one of them something else. Thread-safe.
 */
public final class Pins {
    private final LockFile file;
    private final boolean locked;
    private final FirstUse firstUse;
    private final Map<PinSubject, Door> doors = new ConcurrentHashMap<>();
    private volatile Lock lock;

    /** Where sessions of one server wait for the first of them to be trusted. */
    private static final class Door {
        private final ReentrantLock lock = new ReentrantLock();
        private boolean refused;
    }

    /**
     * Opens the lock file.
     *
     * @param file the file
     * @param locked whether nothing new may be trusted
     * @param firstUse decides about servers that are not in the file
     * @throws PinException if the file is not usable
     */
    public Pins(LockFile file, boolean locked, FirstUse firstUse) {
        this.file = file;
        this.locked = locked;
        this.firstUse = firstUse;
        this.lock = file.read();
    }

    /**
     * What came of showing a listing.
     *
     * @param pin the pin that is in force
     * @param recorded whether it was made just now, from this listing
     */
    public record Admission(ServerPin pin, boolean recorded) {}

    /**
     * Where the pins are kept.
     *
     * @return the path of the lock file
     */
    public Path path() {
        return file.path();
    }

    /**
     * The pin of a server.
     *
     * @param subject what is asked for
     * @return its pin, empty before its first use
     */
    public Optional<ServerPin> find(PinSubject subject) {
        return lock.find(subject);
    }

    /**
     * Whether nothing may run that is not in the file.
     *
     * @return true for {@code --locked}
     */
    public boolean locked() {
        return locked;
    }

    /**
     * Checks a server before anything of it runs.
     *
     * @param subject what is asked for
     * @param image the image that is there, if the server runs one
     * @throws PinException if it is another image than the one that was pinned, or nothing is pinned and nothing may be
     */
    public void checkImage(PinSubject subject, Optional<ImageId> image) {
        Optional<ServerPin> pin = find(subject);
        if (pin.isEmpty() && locked) {
            throw new PinException(
                    Kind.NOT_PINNED,
                    "the tool server " + subject.server() + " is not in " + file.path()
                            + ", and with --locked nothing is added to it; look at it with massgen tools pin "
                            + subject.server() + ", then commit the file");
        }
        if (pin.isPresent() && !pin.get().origin().sameImage(image)) {
            throw new PinException(
                    Kind.SERVER_CHANGED,
                    "behind " + subject.image().orElse(subject.server()) + " is another image than the one that was"
                            + " pinned, so the tool server " + subject.server() + " was not started: "
                            + pin.get().origin().imageId().orElse("none") + " was pinned, "
                            + image.map(ImageId::id).orElse("none") + " is there" + approve(subject));
        }
    }

    /**
     * Shows what a server lists. The first listing of a server that is not pinned becomes its pin, if that is wanted.
     *
     * @param listed the server as it is now
     * @return the pin that it has to be compared with
     * @throws PinException if it is not trusted, or begins the conversation differently than when it was pinned
     * @throws InterruptedException if the thread is interrupted while somebody is asked
     */
    public Admission admit(ServerPin listed) throws InterruptedException {
        PinSubject subject = listed.subject();
        Door door = doors.computeIfAbsent(subject, key -> new Door());
        door.lock.lockInterruptibly();
        try {
            Optional<ServerPin> known = find(subject);
            if (known.isEmpty()) {
                return trust(listed, door);
            }
            checkProtocol(known.get(), listed);
            return new Admission(known.get(), false);
        } finally {
            door.lock.unlock();
        }
    }

    private Admission trust(ServerPin listed, Door door) throws InterruptedException {
        String server = listed.subject().server();
        if (door.refused || !firstUse.trusts(listed)) {
            door.refused = true;
            throw new PinException(
                    Kind.NOT_TRUSTED, "the tool server " + server + " is new, and you did not want to trust it");
        }
        // Another run may have been quicker; then its pin is in force.
        lock = file.update(now -> now.find(listed.subject()).isPresent() ? now : now.with(listed));
        ServerPin pin = lock.find(listed.subject()).orElseThrow();
        checkProtocol(pin, listed);
        return new Admission(pin, pin.equals(listed));
    }

    private static void checkProtocol(ServerPin pin, ServerPin listed) {
        String before = pin.origin().protocol();
        String now = listed.origin().protocol();
        if (!before.equals(now)) {
            throw new PinException(
                    Kind.SERVER_CHANGED,
                    "the tool server " + pin.subject().server() + " was pinned when it spoke in the manner of " + before
                            + ", and now speaks in that of " + now + approve(pin.subject()));
        }
    }

    private static String approve(PinSubject subject) {
        return "; if that is meant, run massgen tools approve " + subject.server();
    }
}
