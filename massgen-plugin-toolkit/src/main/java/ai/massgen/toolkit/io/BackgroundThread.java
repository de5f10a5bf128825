package ai.massgen.toolkit.io;

/** Starts daemon threads with a name, so that a thread dump tells whose they are and none keeps the JVM alive. */
public final class BackgroundThread {
    private BackgroundThread() {}

    /**
     * Starts a platform thread, for blocking calls that would pin a virtual thread's carrier: process pipes, native
     * sockets.
     *
     * @param name the thread's name
     * @param body what it does; an exception that escapes goes to the thread's uncaught exception handler
     * @return the running thread
     */
    public static Thread platform(String name, Runnable body) {
        return Thread.ofPlatform().daemon().name(name).start(body);
    }

    /**
     * Starts a virtual thread, for everything else.
     *
     * @param name the thread's name
     * @param body what it does; an exception that escapes goes to the thread's uncaught exception handler
     * @return the running thread
     */
    public static Thread virtual(String name, Runnable body) {
        return Thread.ofVirtual().name(name).start(body);
    }
}
