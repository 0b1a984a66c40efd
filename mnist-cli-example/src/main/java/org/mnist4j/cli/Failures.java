package org.mnist4j.cli;

import java.nio.file.FileSystemException;
import org.mnist4j.run.RunDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says in one line on stderr what went wrong; a stack trace only if asked for, or if it is our fault. */
final class Failures {

    private Failures() {}

    static int usage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        String message = failure.getMessage().replaceAll("\\s*\\R\\s*", " ");
        command.getErr()
                .println("mnist4j: " + message + "; see "
                        + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
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
        if (code == ExitCode.INTERRUPTED) {
            return "interrupted";
        }
        if (code == ExitCode.BUG) {
            return "this is a bug in mnist4j; please report it with what follows";
        }
        if (failure instanceof RunDirectoryException refused && refused.reason() == RunDirectoryException.Reason.EXISTS) {
            return refused.getMessage() + " (--overwrite, or --out DIR)";
        }
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": "
                    + file.getClass().getSimpleName().replace("Exception", "");
        }
        return String.valueOf(failure.getMessage());
    }
}
