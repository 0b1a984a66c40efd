package org.mnist4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published: the bill of materials lists every module, and the license goes along. */
class PublishedModulesTest {

    private static final Path ROOT = Path.of("..");

    private static List<String> matches(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Test
    void billOfMaterials_listsEveryPublishedModule() throws Exception {
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        String always = parent.substring(0, parent.indexOf("</modules>"));
        Set<String> published = new TreeSet<>();
        for (String module : matches("<module>([^<]+)</module>", always)) {
            String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
            if (!pom.contains("<maven.deploy.skip>true<") && !pom.contains("<packaging>pom<")) {
                published.add(module);
            }
        }
        for (String platform :
                matches("<module>([^<]+)</module>", Files.readString(ROOT.resolve("mnist-dl4j/natives/pom.xml")))) {
            published.add("mnist-dl4j-" + platform);
        }
        String bom = Files.readString(ROOT.resolve("mnist-bom/pom.xml"));
        String managed = bom.substring(bom.indexOf("<dependencyManagement>"), bom.indexOf("</dependencyManagement>"));

        assertThat(published).contains("mnist-core", "mnist-dl4j", "mnist-dl4j-linux-x86_64");
        assertThat(matches("<artifactId>([^<]+)</artifactId>", managed)).containsExactlyInAnyOrderElementsOf(published);
        assertThat(matches("<version>([^<]+)</version>", managed))
                .hasSameSizeAs(published)
                .containsOnly("${project.version}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LICENSE", "NOTICE"})
    void license_isInTheJar(String name) {
        assertThat(Path.of("target/classes/META-INF").resolve(name)).hasSameTextualContentAs(ROOT.resolve(name));
    }
}
