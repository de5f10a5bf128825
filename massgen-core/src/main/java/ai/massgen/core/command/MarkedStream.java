package ai.massgen.core.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One stream of a command, up to a mark that stands behind the last byte of the command's own. Jobs that the command left
 * behind may go on writing after it; that is not kept. Thread-safe.
 */
final class MarkedStream {
    /** The digits of the exit code behind a mark. */
    static final int DIGITS = 3;

    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] mark;
    private final Clip clip;
    private final CompletableFuture<OptionalInt> ended = new CompletableFuture<>();
    /** The end of what came, which may be the beginning of a mark. */
    private byte[] held = {};

    MarkedStream(String mark, Clip clip) {
        this.mark = mark.getBytes(StandardCharsets.US_ASCII);
        this.clip = clip;
    }

    /** Completed with the exit code at the mark, or with nothing if the stream ended without one. */
    CompletableFuture<OptionalInt> ended() {
        return ended;
    }

    void accept(byte[] bytes) {
        lock.lock();
        try {
            take(bytes);
        } finally {
            lock.unlock();
        }
    }

    private void take(byte[] bytes) {
        if (ended.isDone()) {
            return;
        }
        byte[] all = joined(held, bytes);
        int at = indexOfMark(all);
        if (at >= 0 && all.length >= at + mark.length + DIGITS) {
            held = new byte[0];
            clip.accept(all, 0, at);
            ended.complete(code(all, at + mark.length));
            return;
        }
        int keep = at >= 0 ? all.length - at : Math.min(all.length, mark.length - 1);
        clip.accept(all, 0, all.length - keep);
        held = Arrays.copyOfRange(all, all.length - keep, all.length);
    }

    /** Nothing more comes. */
    void end() {
        lock.lock();
        try {
            if (!ended.isDone()) {
                clip.accept(held, 0, held.length);
                held = new byte[0];
                ended.complete(OptionalInt.empty());
            }
        } finally {
            lock.unlock();
        }
    }

    private int indexOfMark(byte[] all) {
        for (int start = 0; start + mark.length <= all.length; start++) {
            if (Arrays.equals(all, start, start + mark.length, mark, 0, mark.length)) {
                return start;
            }
        }
        return -1;
    }

    private static OptionalInt code(byte[] all, int from) {
        String digits = new String(all, from, DIGITS, StandardCharsets.US_ASCII);
        return digits.chars().allMatch(Character::isDigit)
                ? OptionalInt.of(Integer.parseInt(digits))
                : OptionalInt.empty();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
