package org.mnist4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Model;
import org.mnist4j.model.Prediction;

/** What clients that keep to the rules get. */
class PredictionServerTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Model model;
    private static PredictionServer server;

    @BeforeAll
    static void start() {
        model = TestModel.trained();
        server = PredictionServer.start(model, 0, Map.of("Accuracy", "94 %"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8, <!DOCTYPE html>",
        "/page.css, text/css; charset=utf-8, :root",
        "/page.js, text/javascript; charset=utf-8, import",
        "/ink.js, text/javascript; charset=utf-8, export",
        "/predictor.js, text/javascript; charset=utf-8, fetch",
        "/icon.svg, image/svg+xml, <svg",
        "/model, application/json, parameters"
    })
    void everyFile_hasItsTypeAndSafeHeaders(String path, String type, String content) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains(type);
        assertThat(response.body()).contains(content);
        assertSafe(response);
    }

    @Test
    void page_recommendsThePresetForDrawings() throws Exception {
        assertThat(get("/").body()).contains("mnist4j train --preset robust");
    }

    @Test
    void page_hasNothingInlineAndNamesNoOtherServer() throws Exception {
        String html = get("/").body();

        assertThat(html)
                .doesNotContain("<style", "style=", "javascript:")
                .doesNotContainPattern("<script(?![^>]*src=)");
        assertThat(html).doesNotContainPattern("\\son\\w+=");
        for (String path : List.of("/", "/page.css", "/page.js", "/ink.js", "/predictor.js")) {
            assertThat(get(path).body()).doesNotContain("http:", "https:", "//cdn", "innerHTML", "eval(");
        }
    }

    @Test
    void model_tellsWhatThePageShows() throws Exception {
        JsonNode about = json(get("/model"));

        assertThat(about.get("name").asText()).isEqualTo("two-layer perceptron");
        assertThat(about.get("parameters").longValue()).isEqualTo(101_770);
        assertThat(about.get("input").toString()).isEqualTo("{\"height\":28,\"width\":28,\"channels\":1}");
        assertThat(about.get("classNames")).hasSize(10);
        assertThat(about.get("facts").get("Accuracy").asText()).isEqualTo("94 %");
    }

    @Test
    void head_isTheHeadersAlone() throws Exception {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(server.uri())
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValueAsLong("Content-Length"))
                .hasValue(get("/").body().getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void drawing_isAnsweredAsTheLibraryAnswers() throws Exception {
        byte[] drawing = enlarged(TestModel.MNIST.test().pixels(0), 5);

        HttpResponse<String> response = predict(TestModel.json(140, 140, drawing));

        DigitImage image = DigitImage.ofGrey(drawing, 140, 140, ImageShape.of(28, 28, 1));
        Prediction expected = model.predict(image.pixels());
        JsonNode answer = json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertSafe(response);
        assertThat(answer.get("empty").booleanValue()).isFalse();
        assertThat(answer.get("label").intValue()).isEqualTo(7);
        assertThat(answer.get("className").asText()).isEqualTo("7");
        assertThat(floats(answer.get("probabilities"))).containsExactly(expected.probabilities());
        assertThat(bytes(answer.get("preview"))).containsExactly(image.pixels()).hasSize(784);
        assertThat(answer.get("steps").get(0).asText()).isEqualTo("digit of 80x100 pixels scaled to 16x20");
    }

    @Test
    void digitsOfTheTestSet_areTold() throws Exception {
        int right = 0;
        for (int i = 0; i < 100; i++) {
            right += json(predict(TestModel.json(i))).get("label").intValue()
                            == TestModel.MNIST.test().label(i)
                    ? 1
                    : 0;
        }

        assertThat(right).isGreaterThanOrEqualTo(93);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 128, 255})
    void drawingOfOneValue_isEmptyAndNoPrediction(int value) throws Exception {
        byte[] pixels = new byte[100];
        java.util.Arrays.fill(pixels, (byte) value);

        HttpResponse<String> response = predict(TestModel.json(20, 5, pixels));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).get("empty").booleanValue()).isTrue();
        assertThat(json(response).get("preview")).hasSize(784).allMatch(node -> node.intValue() == 0);
        assertThat(json(response).has("label")).isFalse();
    }

    @Test
    void largestDrawing_fitsTheBody() throws Exception {
        byte[] pixels = new byte[448 * 448];
        java.util.Arrays.fill(pixels, (byte) 255);
        pixels[0] = (byte) 254;
        String json = TestModel.json(448, 448, pixels);

        assertThat(json).hasSizeBetween(1_000_000, Site.MAX_BODY);
        assertThat(predict(json).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "APPLICATION/JSON", "application/json; charset=UTF-8"})
    void jsonTypes_areTaken(String type) throws Exception {
        assertThat(predict(type, BodyPublishers.ofString(TestModel.json(0))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void bodyOfUnknownLength_isTaken() throws Exception {
        byte[] body = TestModel.json(0).getBytes(StandardCharsets.UTF_8);

        assertThat(predict("application/json", BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void fiftyClientsAtOnce_areAllAnsweredRight() {
        int clients = 50;
        ImageDataset images = TestModel.MNIST.test();
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, clients)
                // Each with a client, and so a connection, of its own.
                .mapToObj(i -> HttpClient.newHttpClient()
                        .sendAsync(
                                request("application/json", BodyPublishers.ofString(TestModel.json(i))),
                                BodyHandlers.ofString()))
                .toList();

        for (int i = 0; i < clients; i++) {
            HttpResponse<String> response =
                    answers.get(i).orTimeout(30, TimeUnit.SECONDS).join();
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(floats(json(response).get("probabilities")))
                    .containsExactly(model.predict(images.pixels(i)).probabilities());
        }
    }

    @Test
    void otherShapes_getThePictureScaled() throws Exception {
        Model grey = TestModel.constant(ImageShape.of(2, 3, 1), 0.5f);
        try (PredictionServer other = PredictionServer.start(grey, 0)) {
            // 6x2 pixels to 3x2: each new pixel is the mean of two.
            JsonNode answer =
                    json(predict(other, "{\"width\":6,\"height\":2,\"pixels\":[0,10,20,30,40,50,0,0,0,0,0,0]}"));

            assertThat(bytes(answer.get("preview"))).containsExactly(5, 25, 45, 0, 0, 0);
            assertThat(answer.get("className").asText()).isEqualTo("<b>one</b>");
            assertThat(floats(answer.get("probabilities"))).containsExactly(0.5f, 0.5f);
            assertThat(json(get(other, "/model")).get("classNames").get(1).asText())
                    .isEqualTo("zwei \u00fc");
        }
        Model colour = TestModel.constant(ImageShape.of(1, 1, 3), 0.5f);
        try (PredictionServer other = PredictionServer.start(colour, 0)) {
            JsonNode answer = json(predict(other, "{\"width\":2,\"height\":1,\"pixels\":[0,10]}"));

            assertThat(bytes(answer.get("preview"))).containsExactly(5, 5, 5);
        }
    }

    @Test
    void modelOfTwoChannels_isRefused() {
        Model model = TestModel.constant(ImageShape.of(2, 3, 2), 0);

        assertThatThrownBy(() -> PredictionServer.start(model, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2x3x2")
                .hasMessageContaining("1 or 3 channels");
    }

    @Test
    void modelThatOverflows_isAServerError() throws Exception {
        Model model = TestModel.constant(ImageShape.of(2, 3, 1), Float.MAX_VALUE);
        try (PredictionServer other = PredictionServer.start(model, 0)) {
            HttpResponse<String> response =
                    predict(other, "{\"width\":3,\"height\":2,\"pixels\":[255,255,255,255,255,0]}");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(json(response).get("error").asText()).contains("see the server's log");
            assertSafe(response);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void portOutOfRange_isRefused(int port) {
        assertThatThrownBy(() -> PredictionServer.start(model, port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was " + port);
    }

    @Test
    void takenPort_isNamed() {
        assertThatThrownBy(() -> PredictionServer.start(model, server.port()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port())
                .hasMessageContaining("choose another port");
    }

    @Test
    void closing_freesThePortAtOnceAndMayBeRepeated() throws Exception {
        PredictionServer first = PredictionServer.start(model, 0);
        int port = first.port();
        assertThat(get(first, "/").statusCode()).isEqualTo(200);

        first.close();
        first.close();

        assertThat(first).hasToString("PredictionServer[http://127.0.0.1:" + port + "/, closed]");
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(first.uri()).build(), BodyHandlers.ofString()))
                .isInstanceOf(ConnectException.class);
        try (PredictionServer second = PredictionServer.start(model, port)) {
            assertThat(second.port()).isEqualTo(port);
            assertThat(get(second, "/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void closing_leavesNoThread() throws Exception {
        PredictionServer one = PredictionServer.start(model, 0);
        List<Thread> before = requestThreads();
        assertThat(get(one, "/").statusCode()).isEqualTo(200);
        List<Thread> own = new ArrayList<>(requestThreads());
        own.removeAll(before);
        assertThat(own).isNotEmpty();

        one.close();

        for (Thread thread : own) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private static List<Thread> requestThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mnist4j-request"))
                .toList();
    }

    private static void assertSafe(HttpResponse<?> response) {
        assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
                .doesNotContain("unsafe", "*", "data:");
        Map.of(
                        "X-Content-Type-Options", "nosniff",
                        "Referrer-Policy", "no-referrer",
                        "Cache-Control", "no-store",
                        "X-Frame-Options", "DENY",
                        "Cross-Origin-Opener-Policy", "same-origin",
                        "Cross-Origin-Embedder-Policy", "require-corp",
                        "Cross-Origin-Resource-Policy", "same-origin")
                .forEach((name, value) ->
                        assertThat(response.headers().allValues(name)).as(name).containsExactly(value));
        assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    private static byte[] enlarged(byte[] digit, int scale) {
        byte[] pixels = new byte[digit.length * scale * scale];
        for (int i = 0; i < pixels.length; i++) {
            int y = i / (28 * scale);
            int x = i % (28 * scale);
            pixels[i] = digit[y / scale * 28 + x / scale];
        }
        return pixels;
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(server, path);
    }

    private static HttpResponse<String> get(PredictionServer from, String path)
            throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(from.uri().resolve(path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> predict(String json) throws IOException, InterruptedException {
        return predict(server, json);
    }

    private static HttpResponse<String> predict(PredictionServer at, String json)
            throws IOException, InterruptedException {
        return CLIENT.send(
                request(at.uri(), "application/json", BodyPublishers.ofString(json)), BodyHandlers.ofString());
    }

    private static HttpResponse<String> predict(String type, BodyPublisher body)
            throws IOException, InterruptedException {
        return CLIENT.send(request(type, body), BodyHandlers.ofString());
    }

    private static HttpRequest request(String type, BodyPublisher body) {
        return request(server.uri(), type, body);
    }

    private static HttpRequest request(URI at, String type, BodyPublisher body) {
        return HttpRequest.newBuilder(at.resolve("/predict"))
                .header("Content-Type", type)
                .POST(body)
                .build();
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return new JsonMapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    private static float[] floats(JsonNode list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).floatValue();
        }
        return values;
    }

    private static byte[] bytes(JsonNode list) {
        byte[] values = new byte[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) list.get(i).intValue();
        }
        return values;
    }
}
