package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.CrashReportingUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the POM leaves out of Deeplearning4j's libraries, see docs/security.md; training without them is tested all over. */
class ExcludedLibrariesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.google.gson.Gson",
                "com.sun.jna.Native",
                "it.unimi.dsi.fastutil.ints.IntArrayList",
                "org.apache.commons.compress.archivers.zip.ZipFile",
                "org.apache.commons.net.ftp.FTPClient",
                "oshi.SystemInfo"
            })
    void excludedLibrary_isNotThere(String name) {
        assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }

    /** Deeplearning4j asks oshi about the machine when memory runs out; without it the report is shorter, and no more. */
    @Test
    void outOfMemoryReport_isWrittenWithoutOshi(@TempDir Path folder) throws Exception {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list(new OutputLayer.Builder().nIn(2).nOut(2).build())
                .build());
        network.init();
        boolean enabled = CrashReportingUtil.isCrashDumpsEnabled();
        File target = CrashReportingUtil.getCrashDumpRootDirectory();
        CrashReportingUtil.crashDumpOutputDirectory(folder.toFile());
        CrashReportingUtil.crashDumpsEnabled(true);
        try {
            CrashReportingUtil.writeMemoryCrashDump(network, new OutOfMemoryError("staged"));
        } finally {
            CrashReportingUtil.crashDumpsEnabled(enabled);
            CrashReportingUtil.crashDumpOutputDirectory(target);
            network.close();
        }
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(file).content().contains("staged"));
        }
    }
}
