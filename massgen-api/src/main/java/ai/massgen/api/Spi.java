package ai.massgen.api;

/**
 * The level of the two service interfaces, {@link ai.massgen.api.backend.Backend} and
 * {@link ai.massgen.api.sandbox.ToolSandbox}.
 *
 * <p>A plugin returns {@link #LEVEL} from its {@code spiLevel()} method. The compiler copies the number into the
 * plugin, so the engine learns which level the plugin was compiled against and can say "this plugin needs a newer
 * massgen-api" or "rebuild this plugin" instead of failing with a {@link LinkageError}.
 */
public final class Spi {
    /** The level of this massgen-api. Raised when plugins may start to rely on something new. */
    public static final int LEVEL = 1;

    /** The oldest level that this massgen-api still works with. */
    public static final int OLDEST = 1;

    private Spi() {}
}
