package ai.massgen.core.event;

/**
 * Receives the events of a run, in order, one at a time, on a thread of the engine. Adjacent text deltas of one agent may
 * arrive joined; nothing else is merged or dropped. A listener that throws is detached and the user is told.
 */
@FunctionalInterface
public interface EventListener {
    /**
     * Receives one event. May block: the run goes on meanwhile.
     *
     * @param event the event
     */
    void on(EventRecord event);
}
