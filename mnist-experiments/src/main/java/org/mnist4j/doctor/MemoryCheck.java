package org.mnist4j.doctor;

import java.lang.management.ManagementFactory;

/** Checks that the heap is large enough for MNIST and a network. */
final class MemoryCheck {

    private static final long ENOUGH_BYTES = 256L << 20;

    private MemoryCheck() {}

    static Finding ofThisJvm() {
        long maxHeap = Runtime.getRuntime().maxMemory();
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            return of(
                    maxHeap,
                    "; " + Sizes.text(system.getFreeMemorySize()) + " of " + Sizes.text(system.getTotalMemorySize())
                            + " of the machine's memory free");
        }
        return of(maxHeap, "");
    }

    static Finding of(long maxHeap, String machine) {
        String found = "heap up to " + Sizes.text(maxHeap) + machine;
        return maxHeap < ENOUGH_BYTES
                ? Finding.warn(
                        "memory",
                        found,
                        "MNIST takes 55 MB; larger networks and data sets may cause an OutOfMemoryError.",
                        "Give Java more heap: java -Xmx1g ...")
                : Finding.ok("memory", found);
    }
}
