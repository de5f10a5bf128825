package ai.massgen.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

class ResponseQueueTest {
    private static final List<ByteBuffer> PIECE = List.of(ByteBuffer.allocate(1));

    private final ResponseQueue queue = new ResponseQueue();
    private final Demand demand = new Demand();

    @Test
    void aReaderThatDoesNotReadIsNotSentMore() throws InterruptedException {
        queue.onSubscribe(demand);
        assertThat(demand.asked).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            queue.onNext(PIECE);
        }
        assertThat(demand.asked).isEqualTo(4);
        assertThat(queue.poll(0)).isEqualTo(new Signal.Piece(PIECE));
        assertThat(demand.asked).isEqualTo(5);
    }

    @Test
    void signalsComeInOrderAndNothingIsNull() throws InterruptedException {
        IOException broken = new IOException("broken");
        queue.onNext(PIECE);
        queue.onError(broken);
        assertThat(queue.poll(0)).isInstanceOf(Signal.Piece.class);
        assertThat(queue.poll(0)).isEqualTo(new Signal.Failed(broken));
        assertThat(queue.poll(1)).isNull();
        queue.onComplete();
        assertThat(queue.poll(-1)).isEqualTo(new Signal.End());
    }

    @Test
    void aBodyThatBeginsAfterTheCancellationIsCancelledToo() {
        queue.cancel();
        queue.onSubscribe(demand);
        assertThat(demand.cancelled).isTrue();
        assertThat(demand.asked).isZero();
    }

    @Test
    void aBodyUnderWayIsCancelled() {
        queue.onSubscribe(demand);
        queue.cancel();
        queue.cancel();
        assertThat(demand.cancelled).isTrue();
    }

    /** Counts what is asked for. */
    private static final class Demand implements Subscription {
        private long asked;
        private boolean cancelled;

        @Override
        public void request(long pieces) {
            asked += pieces;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
