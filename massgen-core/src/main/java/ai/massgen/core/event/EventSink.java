package ai.massgen.core.event;

/** Takes the events of a run from the parts of the engine where they happen. Thread-safe. */
@FunctionalInterface
public interface EventSink {
    /**
     * Publishes an event. When this method returns, an event that is {@linkplain SessionEvent#journalled() journalled} is
     * on disk.
     *
     * @param event what happened
     */
    void publish(SessionEvent event);
}
