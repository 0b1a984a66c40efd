package org.mnist4j.dl4j;

import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Which of its kernel sets OpenBLAS has chosen for this processor.
 *
 * <p>The Java binding leaves out {@code openblas_get_corename}. What that function does can be done here: the library's
 * variable {@code gotoblas} points to one table of kernels per processor type, each of which has a name of its own.
 */
final class OpenBlasCore {

    static final String UNKNOWN = "unknown";

    /** The tables of OpenBLAS 0.3.19 on x86_64, then on arm64; a build has only those of its platform. */
    private static final List<String> CORES = List.of(
            "KATMAI",
            "COPPERMINE",
            "NORTHWOOD",
            "PRESCOTT",
            "BANIAS",
            "CORE2",
            "PENRYN",
            "DUNNINGTON",
            "NEHALEM",
            "SANDYBRIDGE",
            "HASWELL",
            "SKYLAKEX",
            "COOPERLAKE",
            "ATOM",
            "NANO",
            "ATHLON",
            "OPTERON",
            "OPTERON_SSE3",
            "BARCELONA",
            "BOBCAT",
            "BULLDOZER",
            "PILEDRIVER",
            "STEAMROLLER",
            "EXCAVATOR",
            "ZEN",
            "ARMV8",
            "CORTEXA53",
            "CORTEXA57",
            "CORTEXA72",
            "CORTEXA73",
            "FALKOR",
            "THUNDERX",
            "THUNDERX2T99",
            "THUNDERX3T110",
            "TSV110",
            "EMAG8180",
            "NEOVERSEN1",
            "NEOVERSEV1",
            "NEOVERSEN2");

    private OpenBlasCore() {}

    /** The name of the processor type; {@value #UNKNOWN} where the library does not show its tables. */
    static String name() {
        Pointer variable = Loader.addressof("gotoblas");
        if (variable == null) {
            return UNKNOWN;
        }
        try (PointerPointer<Pointer> pointer = new PointerPointer<>(variable)) {
            Pointer chosen = pointer.get(0);
            return CORES.stream()
                    .filter(core -> chosen != null && chosen.equals(Loader.addressof("gotoblas_" + core)))
                    .findFirst()
                    .orElse(UNKNOWN);
        }
    }
}
