package ai.massgen.testkit.backend;

import ai.massgen.api.backend.ModelDelta;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets a call go on only when all calls have heard the beginning of their replies, so that a model which serves one call
 * after the other never gets to an end.
 */
final class Meeting implements Consumer<ModelDelta> {
    private final CountDownLatch all;
    private boolean arrived;

    Meeting(CountDownLatch all) {
        this.all = all;
    }

    @Override
    public void accept(ModelDelta delta) {
        if (arrived) {
            return;
        }
        arrived = true;
        all.countDown();
        try {
            if (!all.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError(
                        all.getCount() + " calls have not begun to hear their replies: the model serves"
                                + " one call after the other");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
