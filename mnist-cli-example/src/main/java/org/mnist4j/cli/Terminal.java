package org.mnist4j.cli;

import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;

/** Detects whether output goes to a terminal or to a file or pipe. */
final class Terminal {

    private Terminal() {}

    /** Whether a line on stderr may be overwritten. */
    static boolean isAttached() {
        return hasConsole()
                && !"dumb".equals(System.getenv("TERM"))
                // A console covers stdin and stdout only; stderr is checked by its device file, if there is one.
                && !Files.isRegularFile(Path.of("/dev/stderr"));
    }

    /** Where results are printed. */
    static Screen screen() {
        return hasConsole() ? Screen.terminal(System.getenv()) : Screen.FILE;
    }

    private static boolean hasConsole() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** Up to Java 21 a console exists only at a terminal; from 22 on, {@code Console.isTerminal()} tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
