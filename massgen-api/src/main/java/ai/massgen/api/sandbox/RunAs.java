package ai.massgen.api.sandbox;

/** Which user a process runs as. Immutable. */
public sealed interface RunAs {
    /** The user that owns nothing: 65532:65532. */
    RunAs NOBODY = new Ids(65532, 65532);

    /**
     * A user by number. Root is 0 and must be named by the user of MassGen, never chosen.
     *
     * @param uid the user id
     * @param gid the group id
     */
    record Ids(int uid, int gid) implements RunAs {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is negative
         */
        public Ids {
            if (uid < 0 || gid < 0) {
                throw new IllegalArgumentException("negative user or group id: " + uid + ":" + gid);
            }
        }
    }

    /** The user that the image names. A sandbox refuses it if the image names root or nobody in particular. */
    record ImageUser() implements RunAs {}
}
