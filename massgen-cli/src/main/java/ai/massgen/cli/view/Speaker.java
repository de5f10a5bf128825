package ai.massgen.cli.view;

/**
 * An agent as it is named on the screen. All texts are safe to show.
 *
 * @param alias its alias
 * @param name its full name: alias, id and whether it is simulated, such as {@code agent1 ada (simulated)}
 * @param model the backend and model it speaks for, empty if unknown
 * @param ink its colour
 */
record Speaker(String alias, String name, String model, Ink ink) {}
