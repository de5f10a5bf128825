package ai.massgen.benchmarks;

import java.net.URI;
import java.util.function.Consumer;

/** A client of one provider. Many threads ask one subject at once. */
public interface Subject extends AutoCloseable {
    /**
     * Makes the client. Connects to nothing.
     *
     * @param server where the provider is played
     */
    void connect(URI server);

    /**
     * Asks once, with a tool on offer, and hears the whole reply, put together as the client's users do it.
     *
     * @param question what to ask; the server does what it says
     * @param pieces hears the pieces of the text
     * @return the length of the text of the whole reply
     * @throws Exception if there is no whole reply
     */
    int ask(String question, Consumer<String> pieces) throws Exception;

    /**
     * Cancels a question from another thread, the way that the client's documents give.
     *
     * @param caller the thread that asks
     */
    void cancel(Thread caller);

    @Override
    void close();
}
