package org.mnist4j.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.mnist4j.kernel.FmaSpeed;
import org.mnist4j.kernel.KernelChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of the kernels when a java engine is opened. */
final class KernelLog {

    private static final Logger LOG = LoggerFactory.getLogger(JavaEngine.class);
    private static final AtomicBoolean FMA_CHECKED = new AtomicBoolean();

    private KernelLog() {}

    /** Logs the kernels; the first time it also finds out, on a thread of its own, whether they are slow here. */
    static void engineOpened() {
        if (LOG.isDebugEnabled()) {
            String advice =
                    KernelChoice.advice().map("; for faster ones, "::concat).orElse("");
            LOG.debug("The java engine computes with the kernels \"{}\"{}.", KernelChoice.name(), advice);
        }
        if (FMA_CHECKED.compareAndSet(false, true)) {
            Thread check = new Thread(KernelLog::warnIfEmulated, "mnist4j-fma-check");
            check.setDaemon(true);
            check.start();
        }
    }

    private static void warnIfEmulated() {
        if (FmaSpeed.isEmulated()) {
            LOG.warn(
                    "This JVM emulates fused multiply-adds, so training takes thousands of times as long as it should. Use a"
                            + " processor with FMA instructions (x86 since 2013; virtual machines can hide them), and Java without"
                            + " -XX:-UseFMA.");
        }
    }
}
