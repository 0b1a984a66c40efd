package org.mnist4j.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.perturb.Perturbation;

/** A line on a terminal that counts the perturbations that are measured, and is erased at the end; nothing elsewhere. */
final class RobustnessProgress implements Consumer<Perturbation>, AutoCloseable {

    private final @Nullable PrintWriter terminal;
    private int done;
    private int drawnLength;

    RobustnessProgress(@Nullable PrintWriter terminal) {
        this.terminal = terminal;
    }

    @Override
    public void accept(Perturbation measured) {
        done++;
        draw("robustness " + done + "/" + Perturbation.values().length);
    }

    @Override
    public void close() {
        draw("");
    }

    private void draw(String line) {
        if (terminal != null) {
            terminal.print("\r" + line + " ".repeat(Math.max(0, drawnLength - line.length())));
            terminal.print(line.isEmpty() ? "\r" : "");
            terminal.flush();
            drawnLength = line.length();
        }
    }
}
