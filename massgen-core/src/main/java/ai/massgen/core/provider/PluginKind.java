package ai.massgen.core.provider;

/** What a plugin is. */
enum PluginKind {
    BACKEND("backend"),
    SANDBOX("sandbox");

    private final String word;

    PluginKind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
