package ai.massgen.core.engine;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Keeps the time limit of calls even if the plugin does not, and what a plugin throws to what it may throw.
 *
 * @param agent the agent whose model it is, for messages
 * @param model the plugin's model
 */
record TimedModel(String agent, Model model) {
    ModelReply generate(ModelRequest request, Consumer<ModelDelta> pieces) throws InterruptedException {
        Duration limit = request.timeouts().total();
        Deadline deadline = Deadline.in(limit.plusSeconds(1));
        try (deadline) {
            return model.generate(request, pieces);
        } catch (InterruptedException e) {
            if (deadline.passed()) {
                throw new BackendException(
                        BackendException.Kind.TIMEOUT,
                        agent + "'s model gave no complete reply within " + limit,
                        e,
                        null,
                        null);
            }
            throw e;
        } catch (BackendException e) {
            if (Thread.currentThread().isInterrupted() && !deadline.passed()) {
                throw interrupted(e);
            }
            throw e;
        } catch (RuntimeException e) {
            throw new BackendException(
                    BackendException.Kind.INVALID_REQUEST,
                    agent + "'s backend failed in a way it should not: " + e + "; this is a bug of the plugin",
                    e,
                    null,
                    null);
        }
    }

    private static InterruptedException interrupted(BackendException cause) {
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException("cancelled while waiting for a model");
        interrupted.initCause(cause);
        return interrupted;
    }
}
