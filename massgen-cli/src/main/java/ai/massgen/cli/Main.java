package ai.massgen.cli;

/** The program. */
public final class Main {
    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        Cancellation cancellation = new Cancellation();
        Signals.deliverTo(cancellation);
        Terminal terminal = SystemTerminal.open();
        int code = new Cli(terminal, cancellation).run(args);
        terminal.out().flush();
        terminal.err().flush();
        System.exit(code);
    }
}
