package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/bad-inputs.md has a row for each bad input, with the reasons and exit codes that the tests hold. */
class BadInputDocumentTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ([CDMOWRK]\\d\\d) \\| (.+) \\| (.+) \\| ([\\d, ]+) \\|$");

    private static Map<String, String> documented(int column) throws IOException {
        Map<String, String> rows = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("../docs/bad-inputs.md")))
                .results()
                .forEach(row -> assertThat(rows.put(row.group(1), row.group(column)))
                        .as(row.group(1) + " appears twice")
                        .isNull());
        return rows;
    }

    private static void add(Map<String, String> rows, String id, String value) {
        rows.merge(id, value, (before, more) -> {
            TreeSet<String> values = new TreeSet<>(List.of(before.split(", ")));
            values.add(more);
            return String.join(", ", values);
        });
    }

    @Test
    void exitCodes_areThoseOfTheTests() throws IOException {
        Map<String, String> tested = new TreeMap<>();
        BadInputTest.inputs().forEach(input -> add(tested, input.id(), Integer.toString(input.exitCode())));
        BadCommandTest.commands().forEach(command -> add(tested, command.id(), Integer.toString(command.exitCode())));

        assertThat(documented(4)).isEqualTo(tested);
    }

    @Test
    void reasons_areThoseOfTheTests() throws IOException {
        Map<String, String> documented = documented(3);
        Map<String, String> tested = new TreeMap<>();
        for (BadInput input : BadInputTest.inputs()) {
            for (String reason : input.reason().split(", ")) {
                add(tested, input.id(), input.accepted() ? reason : "`" + reason + "`");
            }
        }

        documented.keySet().retainAll(tested.keySet());
        // What is read after all, the document says in more words.
        documented.replaceAll((id, reasons) -> reasons.replaceFirst("accepted:.*", BadInput.ACCEPTED));
        assertThat(documented).isEqualTo(tested);
    }
}
