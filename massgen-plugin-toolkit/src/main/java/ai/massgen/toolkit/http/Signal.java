package ai.massgen.toolkit.http;

import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;

/** What the HTTP client's threads tell the calling thread. */
sealed interface Signal {
    /** Status and headers are here. */
    record Head(ResponseInfo info) implements Signal {}

    /** A piece of the body is here. */
    record Piece(List<ByteBuffer> buffers) implements Signal {}

    /** The body is complete. */
    record End() implements Signal {}

    /** There will be no more. */
    record Failed(Throwable cause) implements Signal {}
}
