package org.mnist4j.train;

import java.util.Optional;
import org.mnist4j.kernel.FmaSpeed;
import org.mnist4j.kernel.KernelChoice;
import org.mnist4j.kernel.WeightedSums;

/**
 * The kernels with which this JVM computes the sums of the {@code java} engine and of predictions. They differ in speed
 * only: all give the same bits.
 */
public final class Kernels {

    private Kernels() {}

    /**
     * The name of the kernels: {@code plain}, or for instance {@code vector, 512 bits} with the module mnist-vector. Vector
     * kernels take over when the JIT compiler has compiled them, which begins when a network of more than one layer is
     * trained, and otherwise five seconds after the first use of the library, and takes a few seconds; until then the plain
     * ones compute.
     */
    public static String name() {
        return KernelChoice.name();
    }

    /** The name of the kernels that compute at this moment: {@code plain}, or {@link #name()} once those are compiled. */
    public static String atWork() {
        return WeightedSums.current().name();
    }

    /**
     * How to get faster kernels: which module to add to the dependencies, and which option Java needs; one clause in the
     * imperative, such as {@code start Java with --add-modules jdk.incubator.vector}. Empty if there are none for this Java
     * runtime, or if they are in use.
     */
    public static Optional<String> advice() {
        return KernelChoice.advice();
    }

    /**
     * Whether {@link Math#fma(float, float, float)} is computed in software, a thousand times slower than by the
     * instruction: on x86 processors before 2013, in virtual machines that hide it, and with {@code -XX:-UseFMA}. The first
     * call takes up to half a second if it is, and some microseconds if not.
     */
    public static boolean fmaIsEmulated() {
        return FmaSpeed.isEmulated();
    }

    /**
     * Measures {@link Math#fma(float, float, float)} in compiled code, for up to 100 ms, or a second if {@link
     * #fmaIsEmulated}.
     *
     * @return nanoseconds for each operation in a chain, in which every one waits for the one before: about 1 to 2 by the
     *     instruction, 1,000 or more in software
     */
    public static double fmaNanoseconds() {
        return FmaSpeed.nanoseconds();
    }
}
