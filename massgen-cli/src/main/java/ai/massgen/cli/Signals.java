package ai.massgen.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;

/**
 * Receives Ctrl-C, termination and the loss of the terminal. {@code sun.misc.Signal} is the only way to see a second
 * Ctrl-C, because shutdown hooks run once; it is called reflectively because the compiler warns of its very name.
 */
final class Signals {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
    /** How long a second signal waits for containers to be removed. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int SIGNALLED = 128;

    private Signals() {}

    /** Hands signals to a cancellation from now on. A virtual machine that does not let us keeps its own ways. */
    static void deliverTo(Cancellation cancellation) {
        for (String name : NAMES) {
            try {
                deliver(name, cancellation);
            } catch (ReflectiveOperationException e) {
                // Not on this system, or taken by the virtual machine itself (-Xrs).
            }
        }
    }

    private static void deliver(String name, Cancellation cancellation) throws ReflectiveOperationException {
        Class<?> signalClass = Class.forName("sun.misc.Signal");
        Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
        Object signal = signalClass.getConstructor(String.class).newInstance(name);
        int number = (int) signalClass.getMethod("getNumber").invoke(signal);
        Object proxy = Proxy.newProxyInstance(
                Signals.class.getClassLoader(), new Class<?>[] {handlerClass}, handler(number, cancellation));
        Object before =
                signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, proxy);
        restoreIfIgnored(signalClass, handlerClass, signal, before);
    }

    // A proxy is equal to itself only, and asking it would come back here.
    @SuppressWarnings("ReferenceEquality")
    private static InvocationHandler handler(int number, Cancellation cancellation) {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                handle(number, cancellation);
                yield null;
            }
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "signal handler of massgen";
        };
    }

    /** What was started with a signal ignored, as nohup does, goes on ignoring it. */
    private static void restoreIfIgnored(Class<?> signalClass, Class<?> handlerClass, Object signal, Object before)
            throws ReflectiveOperationException {
        if (before != null && before.equals(handlerClass.getField("SIG_IGN").get(null))) {
            signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, before);
        }
    }

    private static void handle(int number, Cancellation cancellation) {
        switch (cancellation.signalled(number)) {
            case NONE -> {
                // The command ends by itself and says so.
            }
            case EXIT -> Runtime.getRuntime().halt(SIGNALLED + number);
            case LEAVE -> {
                try {
                    cancellation.awaitIdle(PATIENCE);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                Runtime.getRuntime().halt(SIGNALLED + number);
            }
        }
    }
}
