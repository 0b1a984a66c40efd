package org.mnist4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Layers.dense;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.InkStatistics;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;
import org.mnist4j.model.TestNetworks;

/** The file as such; what its script computes is tested in {@link PageNetworkTest} and {@link PagePreparationTest}. */
class DrawPageTest {

    @TempDir
    Path folder;

    private static String html(Model model, Map<String, String> facts) {
        return new String(DrawPage.of(model).facts(facts).toBytes(), StandardCharsets.UTF_8);
    }

    private static String between(String html, String before, String after) {
        Matcher found = Pattern.compile(Pattern.quote(before) + "(.*?)" + Pattern.quote(after), Pattern.DOTALL)
                .matcher(html);
        assertThat(found.find()).as(before).isTrue();
        return found.group(1);
    }

    private static String sha256(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }

    @Test
    void page_containsEverythingAndAllowsNothingElse() throws Exception {
        String html = html(TestNetworks.model(1, dense(4)), Map.of());

        assertThat(html)
                .doesNotContain("src=", "http:", "https:", "//cdn", "innerHTML", "eval(")
                .doesNotContainPattern("href=\"(?!data:)")
                .doesNotContainPattern("\\son\\w+=");
        assertThat(between(html, "http-equiv=\"Content-Security-Policy\" content=\"", "\">"))
                .isEqualTo("default-src 'none'; script-src "
                        + sha256(between(html, "<script type=\"module\">", "</script>"))
                        + "; style-src " + sha256(between(html, "<style>", "</style>"))
                        + "; img-src data:; base-uri 'none'; form-action 'none'");
    }

    @Test
    void script_isThePagesOwnAndImportsNothing() {
        String script =
                between(html(TestNetworks.model(1, dense(4)), Map.of()), "<script type=\"module\">", "</script>");

        String page = PageFile.text("page.js");
        assertThat(script).contains(page.substring(page.indexOf("const MILLIS_")));
        assertThat(script).doesNotContainPattern("(?m)^(import|export) ").doesNotContain("fetch(");
        try (Context context = Context.newBuilder("js")
                .option("engine.WarnInterpreterOnly", "false")
                .build()) {
            Source module = Source.newBuilder("js", script, "page.mjs")
                    .mimeType("application/javascript+module")
                    .buildLiteral();
            assertThat(context.parse(module).canExecute()).isTrue(); // a name that two modules declare is an error
        }
    }

    @Test
    void hostileNames_areNoMarkup() throws IOException {
        Model model = BrowserCases.hostile();

        String html = html(model, Map.of("<img src=x onerror=hacked()>", "</script><script>hacked()</script>"));

        assertThat(html.split("<script", -1)).hasSize(4);
        assertThat(html.split("</script", -1)).hasSize(4);
        assertThat(html).doesNotContain("<img", "<!--");
        JsonNode about = new JsonMapper().readTree(PageModules.block(html.getBytes(StandardCharsets.UTF_8), "model"));
        assertThat(about.get("classNames").toString())
                .isEqualTo(new JsonMapper().writeValueAsString(model.classNames()));
        assertThat(about.get("name").asText()).isEqualTo(model.config().name());
        assertThat(about.get("facts").get("<img src=x onerror=hacked()>").asText())
                .isEqualTo("</script><script>hacked()</script>");
    }

    @Test
    void trainingImages_decideHowDrawingsArePrepared() throws IOException {
        Model model = TestNetworks.model(1, dense(4));
        Model dark = model.withInkStatistics(PagePreparationTest.DARK_DIGITS);

        assertThat(ink(model).toString())
                .isEqualTo(PageInk.json(InkStatistics.MNIST).toString());
        assertThat(ink(dark).toString())
                .isEqualTo("{\"background\":\"light\",\"strokes\":true,\"extent\":{\"least\":20.0,"
                        + "\"low\":24.0,\"median\":26.0,\"high\":26.0,\"most\":28.0},\"strokeWidth\":{\"least\":1.0,\"low\":2.0,"
                        + "\"median\":3.0,\"high\":4.0,\"most\":8.0},\"centring\":\"box\",\"down\":-0.25,\"across\":0.1,"
                        + "\"offCentre\":1.0}");
    }

    private static JsonNode ink(Model model) throws IOException {
        return new JsonMapper()
                .readTree(PageModules.block(DrawPage.of(model).toBytes(), "model"))
                .get("ink");
    }

    static List<String> presets() {
        return ExperimentConfig.presetNames();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPreset_fits(String preset) {
        Layer[] layers = ExperimentConfig.preset(preset).layers().toArray(Layer[]::new);
        Model model = TestNetworks.model(1, layers);

        assertThat(DrawPage.of(model).toBytes())
                .hasSizeBetween(4 * (int) model.summary().parameters(), DrawPage.MAX_BYTES);
    }

    @Test
    void tooManyParameters_areRefusedWithTheSize() {
        Model model = TestNetworks.model(1, dense(500));
        Ensemble ensemble = Ensemble.of(model, model);
        Path file = folder.resolve("page.html");

        assertThatThrownBy(() -> DrawPage.of(ensemble).write(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "the page would have 3,[0-9]{3},[0-9]{3} bytes, but at most 3,000,000 are allowed;.*");
        assertThat(file).doesNotExist();
    }

    @Test
    void size_isThatOfTheFileAlsoWhereTooLarge() {
        float[] parameters = TestNetworks.model(1, dense(4)).parameters();

        PageParameters kept = PageParameters.of(parameters, DrawPage.MAX_BYTES);
        PageParameters counted = PageParameters.of(parameters, 100);

        assertThat(kept.length()).isEqualTo(kept.text().length());
        assertThat(counted.length()).isEqualTo(kept.length());
    }

    @Test
    void imagesOfTwoChannels_areRefused() {
        Model model = TestNetworks.random(TestNetworks.config(ImageShape.of(8, 8, 2), dense(4)), 1);

        assertThatThrownBy(() -> DrawPage.of(model))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8x8x2")
                .hasMessageContaining("1 or 3 channels");
    }

    @Test
    void file_replacesAnotherOnlyWhenComplete() throws IOException {
        Path file = Files.writeString(folder.resolve("page.html"), "before");
        Path missing = folder.resolve("missing/page.html");
        DrawPage page = DrawPage.of(TestNetworks.model(8, dense(4)));

        assertThatThrownBy(() -> page.write(missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("create it first");
        page.write(file);

        assertThat(file).hasBinaryContent(page.toBytes());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
