package org.mnist4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.ExperimentConfig;

/** README's code is code: the Java is a program that the consumer check compiles and runs, the JSON is read here. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..");

    private static List<String> blocks(Path markdown, String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```")
                .matcher(Files.readString(markdown))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    @Test
    void readmesJava_isTheProgramOfTheConsumerCheck() throws IOException {
        String program = Files.readString(Path.of("src/it/consumer/src/main/java/Quickstart.java"));

        assertThat(blocks(ROOT.resolve("README.md"), "java")).containsExactly(program);
    }

    @Test
    void readmesJson_isTheSameExperiment() throws IOException {
        List<String> json = blocks(ROOT.resolve("README.md"), "json");

        assertThat(json).hasSize(1);
        assertThat(ExperimentConfig.fromJson(json.get(0))).isEqualTo(ExperimentConfig.preset("seed"));
    }

    @Test
    void readmesDependencies_areThoseOfTheConsumerChecks() throws IOException {
        List<String> blocks = blocks(ROOT.resolve("README.md"), "xml").stream()
                .map(block -> block.replaceAll("<version>.*</version>", "<version>@project.version@</version>"))
                .toList();

        assertThat(blocks).hasSize(2);
        assertThat(Files.readString(Path.of("src/it/core-alone/pom.xml"))).contains(indented(blocks.get(0)));
        assertThat(Files.readString(ROOT.resolve("mnist-cli-example/src/it/dl4j-engine/pom.xml")))
                .contains(indented(blocks.get(1)).replace("linux-x86_64", "@javacpp.platform@"));
    }

    private static String indented(String block) {
        return block.indent(4);
    }

    @Test
    void everyDocument_standsInTheIndex() throws IOException {
        String index = Files.readString(ROOT.resolve("docs/README.md"));
        try (var files = Files.list(ROOT.resolve("docs"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
        }
    }

    @Test
    void everyLinkBetweenTheDocuments_leadsToAFile() throws IOException {
        try (var files = Files.walk(ROOT.resolve("docs"))) {
            List<Path> documents = new java.util.ArrayList<>(
                    files.filter(file -> file.toString().endsWith(".md")).toList());
            documents.add(ROOT.resolve("README.md"));
            Pattern link = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)|src=\"([^\":]+)\"");
            for (Path document : documents) {
                link.matcher(Files.readString(document)).results().forEach(match -> {
                    String target = match.group(1) != null ? match.group(1) : match.group(3);
                    assertThat(document.resolveSibling(target))
                            .as("%s links to it", document)
                            .exists();
                });
            }
        }
    }
}
