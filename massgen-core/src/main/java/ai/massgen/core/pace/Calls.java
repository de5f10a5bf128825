package ai.massgen.core.pace;

import java.util.TreeMap;

/** The calls under way by their numbers, with the tokens they are expected to take. Not thread-safe. */
final class Calls {
    private final TreeMap<Long, Long> expected = new TreeMap<>();

    /**
     * Some calls together.
     *
     * @param calls how many
     * @param tokens what they are expected to take
     */
    record Sum(long calls, long tokens) {}

    void begin(long call, long tokens) {
        expected.put(call, tokens);
    }

    void end(long call) {
        expected.remove(call);
    }

    /** The calls that began after another. */
    Sum after(long call) {
        var later = expected.tailMap(call, false).values();
        return new Sum(later.size(), later.stream().mapToLong(Long::longValue).sum());
    }
}
