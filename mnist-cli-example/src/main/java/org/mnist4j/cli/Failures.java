package org.mnist4j.cli;

import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import org.mnist4j.config.ConfigException;
import org.mnist4j.run.RunDirectoryException;
import org.mnist4j.spi.EngineUnavailableException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports a failure on stderr in one line, or in several if there are several problems or lines to copy. A stack trace follows
 * only with {@code --verbose} or for a bug.
 */
final class Failures {

    static final String NO_PICTURES =
            "this Java runtime has no module java.desktop, which pictures need; use a complete JDK or"
                    + " JRE, or add the module to the runtime image";

    private static final String BUG = "this is a bug in mnist4j; please report it with the stack trace below";

    private Failures() {}

    static int usage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        String message = VisibleText.message(failure.getMessage());
        command.getErr()
                .println("mnist4j: " + message + suggestion(failure) + "; see "
                        + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static String suggestion(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return "; did you mean " + unmatched.getSuggestions().get(0) + "?";
        }
        return "";
    }

    /** Reports an error that no command can handle, such as a full heap. */
    static int error(Error failure, PrintWriter err) {
        if (failure instanceof OutOfMemoryError) {
            err.println("mnist4j: " + outOfMemory());
        } else if (ExitCode.lacksPictures(failure)) {
            err.println(
                    "mnist4j: this Java runtime has no module java.desktop, which pictures need; use a complete JDK or"
                            + " JRE, or add the module to the runtime image");
        } else {
            err.println("mnist4j: " + BUG);
            failure.printStackTrace(err);
        }
        return ExitCode.of(failure);
    }

    /** What to do about a full heap, which may be any size. */
    static String outOfMemory() {
        long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
        return "out of memory: the heap of " + mebibytes + " MiB is full; give the JVM more, such as java -Xmx"
                + 2 * mebibytes + "m -jar ...";
    }

    static int execution(Exception failure, CommandLine command, ParseResult parsed) {
        int code = ExitCode.of(failure);
        command.getErr().println("mnist4j: " + message(failure, code));
        RootCommand root = (RootCommand) command.getCommandSpec().root().userObject();
        if (root.verbose() || code == ExitCode.BUG) {
            failure.printStackTrace(command.getErr());
        }
        return code;
    }

    private static String message(Exception failure, int code) {
        if (code == ExitCode.INTERRUPTED && !(failure instanceof CommandException)) {
            return "interrupted";
        }
        if (code == ExitCode.BUG) {
            return BUG;
        }
        if (failure instanceof RunDirectoryException refused
                && refused.reason() == RunDirectoryException.Reason.EXISTS) {
            return VisibleText.message(refused.getMessage()) + " (use --overwrite or another --out)";
        }
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return VisibleText.message(file.getFile()) + ": "
                    + file.getClass().getSimpleName().replace("Exception", "");
        }
        if (failure instanceof EngineUnavailableException
                || failure instanceof ConfigException several
                        && several.problems().size() > 1) {
            return VisibleText.lines(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof InvalidPathException path) {
            return VisibleText.message(reason(path) + ": " + path.getInput());
        }
        return VisibleText.message(failure.getMessage());
    }

    /** Why a text is not a path. Java cannot name a file with letters that the locale's encoding lacks. */
    static String reason(InvalidPathException failure) {
        return failure.getReason().contains("unmappable")
                ? "it has letters that this locale does not; set LANG or LC_ALL to a UTF-8 locale, such as C.UTF-8"
                : failure.getReason();
    }
}
