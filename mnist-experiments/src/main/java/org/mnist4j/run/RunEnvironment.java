package org.mnist4j.run;

import java.util.Optional;
import org.mnist4j.train.Kernels;

/**
 * The machine and the Java runtime of a run.
 *
 * @param java the runtime's version and name, such as {@code 17.0.9+9 OpenJDK 64-Bit Server VM (Debian)}
 * @param os the operating system's name and version
 * @param arch the processor's architecture, such as {@code amd64}
 * @param cpu the processor's model, or {@code unknown}
 * @param processors number of processors available to the JVM
 * @param blasCore the processor type for which OpenBLAS chose its kernels; {@code not used} for the {@code java} engine,
 *     {@code unknown} where it cannot be determined
 * @param kernels {@link Kernels#atWork()} at the end of the run, such as {@code plain}, which changes the speed and no bit;
 *     empty in a manifest before format 1.2, which does not record it
 * @param kernelAdvice {@link Kernels#advice()}: how this machine gets faster kernels
 */
public record RunEnvironment(
        String java,
        String os,
        String arch,
        String cpu,
        int processors,
        String blasCore,
        Optional<String> kernels,
        Optional<String> kernelAdvice) {

    /** The value of {@link #blasCore()} for an engine without native code. */
    public static final String BLAS_NOT_USED = "not used";

    /** The value of {@link #cpu()} or {@link #blasCore()} if it cannot be determined. */
    public static final String UNKNOWN = "unknown";

    private static final int MAX_TEXT = 300;

    /**
     * Checks that the texts are single lines.
     *
     * @throws IllegalArgumentException if one is blank, longer than 300 characters, or not printable, or there is no processor
     */
    public RunEnvironment {
        Text.requireLine("java", java, MAX_TEXT);
        Text.requireLine("os", os, MAX_TEXT);
        Text.requireLine("arch", arch, MAX_TEXT);
        Text.requireLine("cpu", cpu, MAX_TEXT);
        Text.requireLine("blasCore", blasCore, MAX_TEXT);
        kernels.ifPresent(name -> Text.requireLine("kernels", name, MAX_TEXT));
        kernelAdvice.ifPresent(advice -> Text.requireLine("kernelAdvice", advice, MAX_TEXT));
        if (processors < 1) {
            throw new IllegalArgumentException("processors: expected 1 or more, was " + processors);
        }
    }

    /**
     * This machine and this JVM.
     *
     * @param blasCore as {@link #blasCore()}
     */
    public static RunEnvironment current(String blasCore) {
        return new RunEnvironment(
                line(property("java.runtime.version") + " " + property("java.vm.name") + " (" + property("java.vendor")
                        + ")"),
                line(property("os.name") + " " + property("os.version")),
                line(property("os.arch")),
                line(CpuModel.name()),
                Runtime.getRuntime().availableProcessors(),
                blasCore,
                Optional.of(line(Kernels.atWork())),
                Kernels.advice().map(RunEnvironment::line));
    }

    private static String property(String name) {
        return System.getProperty(name, UNKNOWN);
    }

    private static String line(String text) {
        String line = Text.printable(text).strip();
        return line.isEmpty() ? UNKNOWN : line.substring(0, Math.min(MAX_TEXT, line.length()));
    }
}
