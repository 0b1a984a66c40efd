package org.mnist4j.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.TypeConversionException;

/** The entry point of the command line. */
public final class Main {

    private static final String CRASH_REPORTS = "org.deeplearning4j.crash.reporting.enabled";
    private static final int USAGE_WIDTH = 100;

    private Main() {}

    /** Runs the command given by the arguments and exits with its exit code. */
    public static void main(String[] args) {
        if (System.getProperty(CRASH_REPORTS) == null) {
            System.setProperty(CRASH_REPORTS, "false");
        }
        int code =
                Interruption.guard(() -> run(args, System.out, System.err, Terminal.isAttached(), Terminal.screen()));
        if (code != ExitCode.DONE) {
            System.exit(code);
        }
    }

    /** Runs a command within this JVM. */
    static int run(String[] args, PrintStream out, PrintStream err, boolean terminal, Screen screen) {
        PrintWriter results = visible(out);
        PrintWriter messages = visible(err);
        RootCommand root = new RootCommand(terminal ? new PrintWriter(err, true) : null, screen);
        CommandLine commandLine = new CommandLine(root)
                .setOut(results)
                .setErr(messages)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(USAGE_WIDTH)
                .setUsageHelpLongOptionsMaxWidth(30)
                .setAbbreviatedOptionsAllowed(false)
                // An argument such as @/dev/zero would be read without end, and a picture may be named @1.png.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler(Failures::execution);
        commandLine.registerConverter(Path.class, Main::path);
        inDeclaredOrder(commandLine);
        int code;
        try {
            code = commandLine.execute(args);
        } catch (Error failure) {
            code = Failures.error(failure, messages);
        }
        messages.flush();
        if ((results.checkError() || out.checkError()) && code == ExitCode.DONE) {
            err.println("mnist4j: standard output cannot be written; the results are incomplete");
            code = ExitCode.FILE;
        }
        return code;
    }

    private static PrintWriter visible(PrintStream stream) {
        return new PrintWriter(new VisibleWriter(new PrintWriter(stream, true)), true);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + text + "' is not a path: " + Failures.reason(e));
        }
    }

    /** Makes help list options by their {@code order} instead of alphabetically. */
    private static void inDeclaredOrder(CommandLine command) {
        command.getCommandSpec().usageMessage().sortOptions(false).sortSynopsis(false);
        command.getSubcommands().values().forEach(Main::inDeclaredOrder);
    }
}
