package org.mnist4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.mnist4j.doctor.Diagnosis;
import org.mnist4j.doctor.Doctor;
import org.mnist4j.doctor.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = "Check Java and this machine, train for a second, and report problems and how to fix them.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {" 0:no problems; there may be warnings", " 1:a check failed", ExitCode.USAGE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j doctor",
            "  mnist4j doctor --json > doctor.json",
            "",
            "This takes a few seconds. No data leaves this machine."
        })
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", order = 20, description = "Print JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() {
        Diagnosis diagnosis = Doctor.examine();
        spec.commandLine().getOut().print(json ? json(diagnosis) : diagnosis.toText());
        return exitCode(diagnosis);
    }

    static int exitCode(Diagnosis diagnosis) {
        return diagnosis.healthy() ? ExitCode.DONE : ExitCode.VERDICT_NO;
    }

    static String json(Diagnosis diagnosis) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("healthy", diagnosis.healthy());
        ArrayNode findings = root.putArray("findings");
        for (Finding finding : diagnosis.findings()) {
            findings.addObject()
                    .put("check", finding.check())
                    .put("status", finding.status().name())
                    .put("found", finding.found())
                    .put("meaning", finding.meaning())
                    .put("fix", finding.fix());
        }
        return JsonText.of(root);
    }
}
