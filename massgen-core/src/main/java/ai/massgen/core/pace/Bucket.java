package ai.massgen.core.pace;

/**
 * What the user allows in a minute, as a bucket that fills steadily and is full at first. More may be taken than is in it;
 * then it takes longer until something may be taken again. Not thread-safe.
 */
final class Bucket {
    private static final double NANOS_PER_MINUTE = 60e9;

    private final double capacity;
    private double level;
    private long filledAt;

    Bucket(long perMinute, long now) {
        this.capacity = perMinute;
        this.level = perMinute;
        this.filledAt = now;
    }

    /** How long until so much is there; what can never be there has to wait for a full bucket. */
    long nanosUntil(long amount, long now) {
        fill(now);
        double missing = Math.min((double) amount, capacity) - level;
        return missing <= 0 ? 0 : (long) Math.ceil(missing / capacity * NANOS_PER_MINUTE);
    }

    void take(long amount, long now) {
        fill(now);
        level = Math.min(capacity, level - amount);
    }

    private void fill(long now) {
        level = Math.min(capacity, level + (now - filledAt) / NANOS_PER_MINUTE * capacity);
        filledAt = now;
    }
}
