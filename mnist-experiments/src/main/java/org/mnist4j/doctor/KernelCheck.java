package org.mnist4j.doctor;

import java.util.Locale;
import java.util.Optional;
import org.mnist4j.train.Kernels;

/** Names the kernels of this JVM, and measures the operation that they consist of. */
final class KernelCheck {

    private static final String NAME = "kernels";

    private KernelCheck() {}

    static Finding ofThisJvm() {
        return of(Kernels.name(), Kernels.advice(), Kernels.fmaIsEmulated(), Kernels.fmaNanoseconds());
    }

    static Finding of(String kernels, Optional<String> advice, boolean emulated, double nanoseconds) {
        String found = String.format(Locale.ROOT, "%s; a fused multiply-add takes %.1f ns", kernels, nanoseconds);
        if (emulated) {
            return Finding.warn(
                    NAME,
                    found + ", emulated",
                    "This JVM emulates fused multiply-adds, which should take 1 to 2 ns: training takes thousands of times as long.",
                    "Use a processor with FMA instructions (x86 since 2013), let a virtual machine see its host's processor,\n"
                            + "and leave out -XX:-UseFMA.");
        }
        return advice.map(text ->
                        Finding.advise(NAME, found, "Vector kernels are faster, with the same bits.", sentence(text)))
                .orElse(Finding.ok(NAME, found));
    }

    private static String sentence(String clause) {
        return clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1) + ".";
    }
}
