package ai.massgen.toolkit.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchdogMainTest {
    private static final String VICTIM = "a".repeat(64);
    private static final String OURS = "b".repeat(64);
    private static final String ALSO_OURS = "c".repeat(64);

    @Test
    void idsAreThoseOfTheContainers() {
        assertThat(WatchdogMain.ids("[]\n")).isEmpty();
        assertThat(WatchdogMain.ids("[{\"Id\":\"" + OURS + "\",\"Ports\":[{\"Id\":\"" + VICTIM
                        + "\"}]},{\"Names\":[\"/x\"]," + "\"Id\":\"" + ALSO_OURS + "\"}]"))
                .containsExactly(OURS, ALSO_OURS);
    }

    /** An image's labels become those of its containers, and they may have any name. */
    @Test
    void labelsOfAnImageAreNoIds() {
        assertThat(WatchdogMain.ids("[{\"Id\":\"" + OURS + "\",\"Labels\":{\"Id\":\"" + VICTIM
                        + "\",\"x\":\"}],[{\\\"Id\\\":\\\"" + VICTIM + "\\\"\",\"\\\\\":\"\"}}]"))
                .containsExactly(OURS);
    }

    @Test
    void whatIsNoIdIsNotAskedFor() {
        assertThat(WatchdogMain.ids(
                        "[{\"Id\":\"../../images/x\"},{\"Id\":\"" + "B".repeat(64) + "\"},{\"Id\":7},{\"Id\":\""))
                .isEmpty();
    }
}
