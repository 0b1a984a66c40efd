package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuModelTest {

    @TempDir
    Path folder;

    @Test
    void thisMachine_hasANameOrIsUnknown() {
        assertThat(CpuModel.name()).isNotBlank();
    }

    @Test
    void x86_hasAModelName() throws IOException {
        Path cpuinfo = Files.writeString(folder.resolve("cpuinfo"), """
                processor\t: 0
                vendor_id\t: GenuineIntel
                model\t\t: 85
                model name\t: Intel(R) Xeon(R) CPU @ 2.20GHz
                processor\t: 1
                model name\t: Other
                """);

        assertThat(CpuModel.linux(cpuinfo)).isEqualTo("Intel(R) Xeon(R) CPU @ 2.20GHz");
    }

    @Test
    void arm_hasAPartNumber() throws IOException {
        Path cpuinfo = Files.writeString(folder.resolve("cpuinfo"), """
                processor\t: 0
                CPU implementer\t: 0x41
                CPU part\t: 0xd0c
                """);

        assertThat(CpuModel.linux(cpuinfo)).isEqualTo("arm part 0xd0c");
    }

    @Test
    void otherKernels_mayReportNoModel() throws IOException {
        assertThat(CpuModel.linux(Files.writeString(folder.resolve("cpuinfo"), "processor : 0\n")))
                .isNull();
    }
}
