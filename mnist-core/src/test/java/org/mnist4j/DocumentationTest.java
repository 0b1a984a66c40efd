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
    void dependencyWithoutDeeplearning4j_isThatOfTheCheckOfTheJavaEngine() throws IOException {
        String pom = Files.readString(Path.of("src/it/java-engine-only/pom.xml"))
                .replace("@project.version@", "0.2.0-SNAPSHOT");

        assertThat(blocks(ROOT.resolve("docs/without-deeplearning4j.md"), "xml"))
                .singleElement()
                .satisfies(dependency ->
                        assertThat(pom).contains("  <dependencies>\n" + dependency + "  </dependencies>"));
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
