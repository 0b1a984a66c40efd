package org.mnist4j.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mnist4j.build.BuildInfo;

/** Checks the machine, the JVM and the class path, and trains for a second to check the result. */
public final class Doctor {

    private Doctor() {}

    /**
     * Runs every check: Java, platform, kernels, engines and what their modules check, threads, memory, disk, the encoding of file names, and 200
     * training steps on MNIST whose loss must be the expected one to the last bit.
     *
     * <p>It takes a few seconds and changes nothing, except that the module mnist-dl4j, where it is on the class path, unpacks
     * its native library if that was never done. It loads that library in a separate JVM, where a crash does no harm.
     *
     * @throws org.mnist4j.train.TrainingInterruptedException if the calling thread is interrupted
     */
    public static Diagnosis examine() {
        List<Finding> findings = new ArrayList<>();
        BuildInfo build = BuildInfo.current();
        findings.add(Finding.ok(
                "mnist4j", build.version() + ", commit " + build.commit() + (build.dirty() ? ", with changes" : "")));
        findings.add(JavaCheck.version());
        findings.add(JavaCheck.platform());
        findings.add(KernelCheck.ofThisJvm());
        findings.addAll(EngineChecks.all());
        findings.add(MemoryCheck.ofThisJvm());
        findings.add(DiskCheck.of(Path.of("").toAbsolutePath()));
        findings.add(FileNameCheck.ofThisJvm());
        findings.add(SelfTest.ofThisJvm().run());
        return new Diagnosis(findings);
    }
}
