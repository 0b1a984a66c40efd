package org.mnist4j.cli;

import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a person at a terminal from a file or a pipe. */
final class Terminal {

    private Terminal() {}

    /** Whether a line on stderr may be drawn over. */
    static boolean isAttached() {
        return hasConsole()
                && !"dumb".equals(System.getenv("TERM"))
                // A console speaks of stdin and stdout; this is stderr, where the system has a name for it.
                && !Files.isRegularFile(Path.of("/dev/stderr"));
    }

    /** What stdout is. */
    static Screen screen() {
        return hasConsole() ? Screen.terminal(System.getenv()) : Screen.FILE;
    }

    private static boolean hasConsole() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** Up to Java 21 there is a console at a terminal only; from 22 on it has to be asked. */
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
