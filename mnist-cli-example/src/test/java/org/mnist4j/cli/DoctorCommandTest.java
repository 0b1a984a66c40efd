package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mnist4j.doctor.Diagnosis;
import org.mnist4j.doctor.Finding;
import org.mnist4j.doctor.Finding.Status;

class DoctorCommandTest {

    private static final Finding FAILED = new Finding("self-test", Status.FAIL, "größer", "Bad.", "Try.");

    @Test
    void json_isTheWholeOutput() throws IOException {
        CommandRun run = CommandRun.of("doctor", "--json").succeeded();

        JsonNode json = run.json();
        assertThat(json.get("healthy").booleanValue()).isTrue();
        assertThat(json.get("findings").findValuesAsText("check")).isEqualTo(checksOfTheDocument());
        assertThat(json.at("/findings/14/check").textValue()).isEqualTo("self-test");
        assertThat(json.at("/findings/14/status").textValue()).isEqualTo("OK");
        assertThat(json.get("findings").findValuesAsText("status")).doesNotContain("FAIL");
        assertThat(run.err()).isEmpty();
    }

    /** The first column of the table in docs/doctor.md. */
    private static List<String> checksOfTheDocument() throws IOException {
        return Pattern.compile("(?m)^\\| `([a-z0-9 -]+)` \\|")
                .matcher(Files.readString(Path.of("../docs/doctor.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    @Test
    void json_hasEveryPartOfAFinding() throws Exception {
        String json = DoctorCommand.json(new Diagnosis(List.of(FAILED)));

        assertThat(json).isASCII();
        assertThat(JsonMapper.builder().build().readTree(json).toString())
                .isEqualTo("{\"healthy\":false,\"findings\":[{\"check\":\"self-test\",\"status\":\"FAIL\","
                        + "\"found\":\"größer\",\"meaning\":\"Bad.\",\"fix\":\"Try.\"}]}");
    }

    @Test
    void exitCode_saysWhetherACheckFailed() {
        Finding warning = new Finding("memory", Status.WARN, "little", "", "");

        assertThat(DoctorCommand.exitCode(new Diagnosis(List.of(warning)))).isEqualTo(ExitCode.DONE);
        assertThat(DoctorCommand.exitCode(new Diagnosis(List.of(FAILED)))).isEqualTo(ExitCode.VERDICT_NO);
    }
}
