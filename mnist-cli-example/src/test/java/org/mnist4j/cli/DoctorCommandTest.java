package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist4j.doctor.Diagnosis;
import org.mnist4j.doctor.Finding;
import org.mnist4j.doctor.Finding.Status;

class DoctorCommandTest {

    private static final Finding FAILED = new Finding("self-test", Status.FAIL, "größer", "Bad.", "Try.");

    @Test
    void json_isTheWholeOutput() {
        CommandRun run = CommandRun.of("doctor", "--json").succeeded();

        JsonNode json = run.json();
        assertThat(json.get("healthy").booleanValue()).isTrue();
        assertThat(json.get("findings")).hasSize(11);
        assertThat(json.at("/findings/10/check").textValue()).isEqualTo("self-test");
        assertThat(json.at("/findings/10/status").textValue()).isEqualTo("OK");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void json_hasEveryPartOfAFinding() throws Exception {
        String json = DoctorCommand.json(new Diagnosis(List.of(FAILED)));

        assertThat(json).isASCII();
        assertThat(JsonMapper.builder().build().readTree(json).toString())
                .isEqualTo("{\"healthy\":false,\"findings\":[{\"check\":\"self-test\",\"status\":\"FAIL\","
                        + "\"found\":\"größer\",\"meaning\":\"Bad.\",\"mend\":\"Try.\"}]}");
    }

    @Test
    void exitCode_saysWhetherACheckFailed() {
        Finding warning = new Finding("memory", Status.WARN, "little", "", "");

        assertThat(DoctorCommand.exitCode(new Diagnosis(List.of(warning)))).isEqualTo(ExitCode.DONE);
        assertThat(DoctorCommand.exitCode(new Diagnosis(List.of(FAILED)))).isEqualTo(ExitCode.VERDICT_NO);
    }
}
