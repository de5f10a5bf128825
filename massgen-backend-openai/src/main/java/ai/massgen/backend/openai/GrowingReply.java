package ai.massgen.backend.openai;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.ModelReply;
import com.fasterxml.jackson.databind.JsonNode;

/** A reply that is being put together from what a server sends. Not thread-safe. */
interface GrowingReply {
    /** How far it has come. */
    enum Progress {
        /** It is not complete. */
        OPEN,
        /** It is complete, and more may come about it, such as the usage. */
        COMPLETE,
        /** It is complete, and nothing more comes. */
        ENDED
    }

    /**
     * Takes the next event of a stream.
     *
     * @throws BackendException if the event says that there will be no reply
     */
    void add(JsonNode event);

    /**
     * Takes the whole reply of a server that does not stream.
     *
     * @throws BackendException if it says that there is no reply
     */
    void addDocument(JsonNode document);

    /** How far the reply has come. */
    Progress progress();

    /**
     * The reply, once the stream has ended.
     *
     * @throws BackendException if it is not complete, or is a refusal
     */
    ModelReply finish();
}
