package org.mnist4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.Layer;

/** docs/api.md lists what the modules export, and every layer kind has all its places. */
class PublicApiTest {

    private static final Path ROOT = Path.of("..");

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> matches(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** {@code package.Type} of every public type in a package that is exported to everybody. */
    private static Set<String> exportedTypes() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(PublicApiTest::exportedTypes)
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<String> exportedTypes(Path sources) {
        Path descriptor = sources.resolve("module-info.java");
        List<String> packages = Files.exists(descriptor)
                ? matches("exports ([\\w.]+);", read(descriptor))
                : Stream.of("org.mnist4j.dl4j", "org.mnist4j.spark")
                        .filter(name -> Files.isDirectory(sources.resolve(name.replace('.', '/'))))
                        .toList();
        return packages.stream().flatMap(name -> publicTypes(sources.resolve(name.replace('.', '/')), name));
    }

    private static Stream<String> publicTypes(Path folder, String packageName) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> Pattern.compile("(?m)^public [a-z ]*(class|interface|record|enum) ")
                            .matcher(read(file))
                            .find())
                    .map(file ->
                            packageName + "." + file.getFileName().toString().replace(".java", ""))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The page has a heading per task that names a package, and below it a row per type. */
    @Test
    void everyPublicType_isOneLineOfTheApiPage() throws IOException {
        String page = read(ROOT.resolve("docs/api.md"));

        assertThat(matches("(?m)^\\| `(org\\.mnist4j\\.[\\w.]+)` \\|", page))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(exportedTypes());
    }

    /** Engines are other modules' business: the core does not even mention the libraries behind them. */
    @Test
    void core_mentionsNoNativeLibrary() throws IOException {
        Path core = ROOT.resolve("mnist-core");
        try (Stream<Path> sources = Files.walk(core.resolve("src/main"))) {
            assertThat(Stream.concat(sources.filter(Files::isRegularFile), Stream.of(core.resolve("pom.xml"))))
                    .hasSizeGreaterThan(100)
                    .allSatisfy(file -> assertThat(read(file))
                            .doesNotContainIgnoringCase("deeplearning4j")
                            .doesNotContainIgnoringCase("nd4j")
                            .doesNotContainIgnoringCase("javacpp")
                            .doesNotContainIgnoringCase("openblas"));
        }
    }

    /** The list of docs/architecture.md, "Where a new layer kind goes". */
    @Test
    void everyLayerKind_isInEveryPlaceThatKnowsLayers() {
        List<Path> places = matches("(?m)^- `([^`]+)`", section("## Where a new layer kind goes")).stream()
                .map(ROOT::resolve)
                .toList();

        assertThat(places).hasSizeGreaterThan(5);
        for (Class<?> layer : Layer.class.getPermittedSubclasses()) {
            String name = layer.getSimpleName();
            assertThat(places)
                    .as(name)
                    .allSatisfy(place -> assertThat(read(place)).containsIgnoringCase(name));
        }
    }

    private static String section(String heading) {
        String page = read(ROOT.resolve("docs/architecture.md"));
        return page.substring(page.indexOf(heading));
    }
}
