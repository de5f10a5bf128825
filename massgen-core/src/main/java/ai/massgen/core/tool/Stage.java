package ai.massgen.core.tool;

/** When an agent uses its tools. */
public enum Stage {
    /** While agents answer, vote and judge: what is the user's is read only. */
    COORDINATION,
    /** While the winner presents: it may write where the configuration lets it. */
    PRESENTATION
}
