package ai.massgen.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {
    private final List<String> closed = new ArrayList<>();
    private final Closer closer = new Closer();

    private AutoCloseable resource(String name) {
        return () -> closed.add(name);
    }

    @Test
    void whatWasOpenedLastIsClosedFirstAndOnce() {
        closer.add(resource("first"));
        closer.add(resource("last"));

        closer.close();
        closer.close();

        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void whatIsForgottenIsNotHeldAndNotClosed() {
        AutoCloseable kept = closer.add(resource("kept"));
        AutoCloseable ended = closer.add(resource("ended"));

        closer.forget(ended);
        closer.forget(ended);
        closer.close();
        closer.forget(kept);

        assertThat(closed).containsExactly("kept");
    }

    @Test
    void whatComesTooLateIsClosedAtOnce() {
        closer.close();

        closer.add(resource("late"));

        assertThat(closed).containsExactly("late");
    }
}
