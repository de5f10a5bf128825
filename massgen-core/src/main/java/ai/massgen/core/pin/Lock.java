package ai.massgen.core.pin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All pins of a lock file. Immutable.
 *
 * @param pins the pins, in the order of the file, no subject twice
 */
public record Lock(List<ServerPin> pins) {
    /** So that a change of one server is a change in one place of the file. */
    private static final Comparator<ServerPin> ORDER = Comparator.comparing(
                    (ServerPin pin) -> pin.subject().server())
            .thenComparing(pin -> pin.subject().image().or(pin.subject()::url).orElse(""))
            .thenComparing(pin -> pin.subject().program().orElse(""))
            .thenComparing(pin -> pin.subject().arguments())
            .thenComparing(pin -> String.join(" ", pin.subject().environment()))
            .thenComparing(pin -> pin.subject().clientCapabilities());

    /** Nothing is pinned. */
    public static final Lock EMPTY = new Lock(List.of());

    /** Puts the pins in order. */
    public Lock {
        pins = pins.stream().sorted(ORDER).toList();
    }

    /**
     * The pin of a server.
     *
     * @param subject what is asked for
     * @return its pin, if it has one
     */
    public Optional<ServerPin> find(PinSubject subject) {
        return pins.stream().filter(pin -> pin.subject().equals(subject)).findFirst();
    }

    /**
     * The same with one more pin, in the place of the one for the same subject, if there is one.
     *
     * @param pin the pin
     * @return the new lock
     */
    public Lock with(ServerPin pin) {
        List<ServerPin> all = new ArrayList<>(pins);
        all.removeIf(each -> each.subject().equals(pin.subject()));
        all.add(pin);
        return new Lock(all);
    }
}
