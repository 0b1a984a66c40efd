package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** README's list of commands is the program's. */
class ReadmeCommandsTest {

    @Test
    void everyCommand_standsInTheReadmeOnce() throws IOException {
        List<String> listed = Pattern.compile("(?m)^mnist4j ([a-z]+) +[a-z]")
                .matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(line -> line.group(1))
                .toList();

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(new CommandLine(new RootCommand(null, Screen.FILE))
                        .getSubcommands()
                        .keySet());
    }
}
