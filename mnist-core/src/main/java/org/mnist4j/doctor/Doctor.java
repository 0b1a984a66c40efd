package org.mnist4j.doctor;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.engine.NativeBackend;
import org.mnist4j.engine.NativePlatform;

/** Looks at the machine, the JVM and the class path, and trains for a second to see that the right numbers come out. */
public final class Doctor {

    private Doctor() {}

    /**
     * Makes every check: Java, platform, native backend, threads, the folder for native libraries, memory, disk, and 200
     * training steps on MNIST whose loss must be the expected one to the last bit.
     *
     * <p>It takes a few seconds and changes nothing, but that ND4J unpacks its native library if it never did. That library
     * is loaded in a JVM of its own, where it can do no harm.
     *
     * @throws org.mnist4j.train.TrainingInterruptedException if the calling thread is interrupted
     */
    public static Diagnosis examine() {
        List<Finding> findings = new ArrayList<>();
        BuildInfo build = BuildInfo.current();
        findings.add(Finding.ok(
                "mnist4j", build.version() + ", commit " + build.commit() + (build.dirty() ? ", with changes" : "")));
        findings.add(JavaCheck.version());
        findings.add(JavaCheck.nativeAccess(Runtime.version().feature(), JavaCheck.isNativeAccessEnabled()));
        NativePlatform platform = NativePlatform.current();
        findings.add(Finding.ok("platform", platform.toString()));
        findings.addAll(backend(platform));
        findings.add(CacheFolderCheck.of(CacheFolderCheck.candidates(System.getProperties())));
        findings.add(MemoryCheck.ofThisJvm());
        findings.add(DiskCheck.of(Path.of("").toAbsolutePath()));
        findings.add(SelfTest.run(SelfTest.EXPECTED_LOSS));
        return new Diagnosis(findings);
    }

    private static List<Finding> backend(NativePlatform platform) {
        try {
            return NativeCheck.of(platform, NativeBackend.examine(), System.getenv());
        } catch (UncheckedIOException e) {
            return NativeCheck.notTried(System.getProperty("java.io.tmpdir"), e);
        }
    }
}
