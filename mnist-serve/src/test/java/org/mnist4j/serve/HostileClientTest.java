package org.mnist4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.ImageShape;

/** What everybody else gets; after each of them the server still answers. */
class HostileClientTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String GOOD = "{\"width\":3,\"height\":2,\"pixels\":[0,1,2,3,4,255]}";

    private static PredictionServer server;

    @BeforeAll
    static void start() {
        server = PredictionServer.start(TestModel.constant(ImageShape.of(2, 3, 1), 0.1f), 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void goodClient_isAnswered() throws Exception {
        assertThat(post("application/json", GOOD.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    static Stream<Arguments> badDrawings() {
        String values = "\"pixels\":[0,1,2,3,4,255]";
        return Stream.of(
                Arguments.of("", null, "expected a JSON object"),
                Arguments.of("null", null, "expected a JSON object"),
                Arguments.of("[]", null, "expected a JSON object"),
                Arguments.of("{", null, "not JSON"),
                Arguments.of("{\"width\":3,", null, "not JSON"),
                Arguments.of("width=3", null, "not JSON"),
                Arguments.of(GOOD + "{}", null, "the end of the body"),
                Arguments.of(GOOD + "x", null, "not JSON"),
                Arguments.of("{}", "width", "missing"),
                Arguments.of("{\"width\":3," + values + "}", "height", "missing"),
                Arguments.of("{\"width\":3,\"height\":2}", "pixels", "missing"),
                Arguments.of("{\"width\":3,\"width\":3,\"height\":2," + values + "}", null, "Duplicate field 'width'"),
                Arguments.of("{\"depth\":1}", "depth", "unknown field"),
                Arguments.of("{\"" + "x".repeat(5000) + "\":1}", "x".repeat(40) + "...", "unknown field"),
                Arguments.of("{\"width\":0}", "width", "1 to 448, was 0"),
                Arguments.of("{\"width\":449}", "width", "1 to 448, was 449"),
                Arguments.of("{\"height\":-2}", "height", "was -2"),
                Arguments.of("{\"height\":2.0}", "height", "was 2.0"),
                Arguments.of("{\"height\":\"2\"}", "height", "was 2"),
                Arguments.of("{\"height\":null}", "height", "was null"),
                Arguments.of("{\"height\":4294967298}", "height", "was 4294967298"),
                Arguments.of("{\"height\":" + "9".repeat(2000) + "}", null, "not JSON"),
                Arguments.of("{\"height\":1e999999999}", "height", "was 1e999999999"),
                Arguments.of("{\"pixels\":7}", "pixels", "a list of numbers"),
                Arguments.of("{\"pixels\":[0,1,256]}", "pixels[2]", "0 to 255, was 256"),
                Arguments.of("{\"pixels\":[-1]}", "pixels[0]", "was -1"),
                Arguments.of("{\"pixels\":[0.5]}", "pixels[0]", "was 0.5"),
                Arguments.of("{\"pixels\":[NaN]}", null, "not JSON"),
                Arguments.of("{\"pixels\":[[0]]}", "pixels[0]", "was ["),
                Arguments.of("{\"pixels\":" + "[".repeat(100_000), "pixels[0]", "was ["),
                Arguments.of("{\"pixels\":[" + "0,".repeat(448 * 448) + "0]}", "pixels", "at most 200704 values"),
                Arguments.of(
                        "{\"width\":3,\"height\":2,\"pixels\":[0,1]}", "pixels", "expected 6 values for 3x2, found 2"),
                Arguments.of("{\"width\":3,\"height\":2,\"pixels\":[]}", "pixels", "found 0"));
    }

    @ParameterizedTest
    @MethodSource("badDrawings")
    void badDrawing_is400AndNamesTheField(String body, String field, String message) throws Exception {
        HttpResponse<String> response = post("application/json", body.getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = error(response);
        assertThat(error.path("field").textValue()).isEqualTo(field);
        assertThat(error.get("error").asText()).contains(message).hasSizeLessThan(200);
    }

    @Test
    void bytesThatAreNoUtf8_are400() throws Exception {
        byte[] body = {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'};

        HttpResponse<String> response = post("application/json", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response).get("error").asText()).contains("UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /predict, POST",
        "PUT, /predict, POST",
        "OPTIONS, /predict, POST",
        "BREW, /predict, POST",
        "POST, /, 'GET, HEAD'",
        "DELETE, /model, 'GET, HEAD'",
        "OPTIONS, /page.js, 'GET, HEAD'"
    })
    void otherMethods_are405AndTheRightOnesNamed(String method, String path, String allowed) throws Exception {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(server.uri().resolve(path))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().allValues("Allow")).containsExactly(allowed);
        assertThat(error(response).get("error").asText()).contains(allowed, method);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/index.html",
                "/predict/",
                "/PREDICT",
                "/../pom.xml",
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/page.js",
                "/page.js/..",
                "/Site.class",
                "/page.js%00",
                "/;/page.js"
            })
    void otherPaths_are404(String path) throws Exception {
        assertThat(RawClient.status(server, "GET " + path, host())).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonp",
                "application/json, text/plain",
                "application/json; charset=utf-16",
                "application/json; q"
            })
    void otherContentTypes_are415(String type) throws Exception {
        HttpResponse<String> response = post(type, GOOD.getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(error(response).get("error").asText()).contains("application/json");
    }

    @Test
    void noContentTypeOrAnEncodedBody_are415() throws Exception {
        assertThat(RawClient.status(server, "POST /predict", host(), "Content-Length: 0"))
                .isEqualTo(415);
        assertThat(RawClient.status(
                        server,
                        "POST /predict",
                        host(),
                        "Content-Type: application/json",
                        "Content-Encoding: gzip",
                        "Content-Length: 0"))
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(ints = {(1 << 20) + 1, 3 << 20})
    void largerBody_is413(int size) throws Exception {
        HttpResponse<String> response =
                post("application/json", " ".repeat(size).getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(error(response).get("error").asText()).contains("1048576 bytes");
    }

    @Test
    void largerBodyOfUnknownLength_is413() throws Exception {
        byte[] body = new byte[(1 << 20) + 1];

        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(server.uri().resolve("/predict"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void announcedSizeAlone_is413WithoutWaitingForTheBody() throws Exception {
        try (RawClient client = new RawClient(server)) {
            client.send("POST /predict HTTP/1.1\r\n" + host()
                    + "\r\nContent-Type: application/json\r\nContent-Length: 9000000000\r\n\r\n");

            assertThat(client.readLine()).startsWith("HTTP/1.1 413 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:PORT, 200",
        "localhost:PORT, 200",
        "LOCALHOST:PORT, 200",
        "evil.example, 403",
        "evil.example:PORT, 403",
        "localhost.evil.example:PORT, 403",
        "127.0.0.1, 403",
        "127.0.0.1:1, 403",
        "[::1]:PORT, 403",
        "0.0.0.0:PORT, 403",
        "'', 403"
    })
    void onlyItsOwnNames_areAnswered(String host, int status) throws Exception {
        assertThat(RawClient.status(server, "GET /model", "Host: " + withPort(host)))
                .isEqualTo(status);
    }

    @Test
    void noHostOrTwoOrOneInTheRequestLine_are400() throws Exception {
        assertThat(RawClient.status(server, "GET /", "Accept: */*")).isEqualTo(400);
        assertThat(RawClient.status(server, "GET /", host(), host())).isEqualTo(400);
        assertThat(RawClient.status(server, "GET http://evil.example/", host())).isEqualTo(400);
        assertThat(RawClient.status(server, "GET //evil.example/", host())).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:PORT, 200",
        "http://localhost:PORT, 200",
        "http://evil.example, 403",
        "http://evil.example:PORT, 403",
        "https://127.0.0.1:PORT, 403",
        "http://127.0.0.1:1, 403",
        "http://127.0.0.1, 403",
        "null, 403",
        "'', 403"
    })
    void onlyItsOwnOrigin_mayAsk(String origin, int status) throws Exception {
        assertThat(RawClient.status(server, "GET /model", host(), "Origin: " + withPort(origin)))
                .isEqualTo(status);
        assertThat(RawClient.status(
                        server,
                        "POST /predict",
                        host(),
                        "Origin: " + withPort(origin),
                        "Content-Type: application/json",
                        "Content-Length: 0"))
                .isEqualTo(status == 200 ? 400 : 403);
    }

    @Test
    void crossOriginPreflight_getsNoPermission() throws Exception {
        try (RawClient client = new RawClient(server)) {
            client.send("OPTIONS /predict HTTP/1.1\r\n" + host()
                    + "\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n");

            String answer = client.readAll();
            assertThat(answer).startsWith("HTTP/1.1 403 ").doesNotContainIgnoringCase("access-control-allow");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: abc", "Content-Length: -1", "Content-Length: 99999999999999999999"})
    void lengthThatIsNone_is400(String header) throws Exception {
        assertThat(RawClient.status(server, "POST /predict", host(), "Content-Type: application/json", header))
                .isEqualTo(400);
    }

    @Test
    void closing_cutsOffAClientThatStopped() throws Exception {
        PredictionServer other = PredictionServer.start(TestModel.constant(ImageShape.of(2, 3, 1), 0.1f), 0);
        try (RawClient client = new RawClient(other).send("POST /predict HTTP/1.1\r\nHost: 127.0.0.1:")) {
            // Connections are accepted in order: with this one answered, the server has the one above.
            assertThat(RawClient.status(other, "GET /", host())).isPositive();

            other.close();

            assertThat(client.isCutOff()).isTrue();
        }
    }

    @Test
    void clientsThatStopInTheMiddle_holdNobodyAndLoseTheirConnection() throws Exception {
        String start = "POST /predict HTTP/1.1\r\n" + "Host: 127.0.0.1:";
        String head = "\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"width\":3";
        List<RawClient> slow = new ArrayList<>();
        try (PredictionServer hurried = PredictionServer.start(
                TestModel.constant(ImageShape.of(2, 3, 1), 0.1f), 0, Map.of(), Duration.ofSeconds(3))) {
            for (int i = 0; i < 60; i++) {
                slow.add(new RawClient(hurried).send(start));
                slow.add(new RawClient(hurried).send(start + hurried.port() + head));
            }

            assertThat(RawClient.status(hurried, "GET /", "Host: 127.0.0.1:" + hurried.port()))
                    .isEqualTo(200);

            for (RawClient client : slow) {
                assertThat(client.isCutOff()).isTrue();
            }
            // More of them than there are threads: whoever comes after waits for one deadline, and not for ever.
            for (int i = 0; i < 150; i++) {
                slow.add(new RawClient(hurried).send(start));
            }
            assertThat(RawClient.status(hurried, "GET /", "Host: 127.0.0.1:" + hurried.port()))
                    .isEqualTo(200);
        } finally {
            for (RawClient client : slow) {
                client.close();
            }
        }
    }

    @Test
    void halfRequests_makeRoomForOthersLongBeforeTheirDeadline() throws Exception {
        List<RawClient> slow = new ArrayList<>();
        try (PredictionServer patient = PredictionServer.start(
                TestModel.constant(ImageShape.of(2, 3, 1), 0.1f), 0, Map.of(), Duration.ofHours(1))) {
            for (int i = 0; i < 300; i++) {
                slow.add(new RawClient(patient).send("POST /predict HTTP/1.1\r\n"));
            }

            assertThat(RawClient.status(patient, "GET /", "Host: 127.0.0.1:" + patient.port()))
                    .isEqualTo(200);
        } finally {
            for (RawClient client : slow) {
                client.close();
            }
        }
    }

    @Test
    void clientThatSendsInPieces_isAnswered() throws Exception {
        try (RawClient client = new RawClient(server)) {
            String request = "POST /predict HTTP/1.1\r\n" + host()
                    + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: " + GOOD.length()
                    + "\r\n\r\n" + GOOD;
            for (int i = 0; i < request.length(); i += 40) {
                client.send(request.substring(i, Math.min(request.length(), i + 40)));
                Thread.sleep(2);
            }

            assertThat(client.readAll()).startsWith("HTTP/1.1 200 ").contains("\"empty\":false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n\r\n", "hello\r\n\r\n", "GET\r\n\r\n", "\u0016\u0003\u0001\u0002\u0000\u0001"})
    void whatIsNoHttp_harmsNothing(String text) throws Exception {
        try (RawClient client = new RawClient(server)) {
            client.send(text);
        }
    }

    private static String host() {
        return "Host: 127.0.0.1:" + server.port();
    }

    private static String withPort(String text) {
        return text.replace("PORT", Integer.toString(server.port()));
    }

    private static HttpResponse<String> post(String type, byte[] body) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(server.uri().resolve("/predict"))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Every refusal is JSON that repeats the status, and is as safe as any other answer. */
    private static JsonNode error(HttpResponse<String> response) throws IOException {
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Content-Security-Policy")).isPresent();
        JsonNode error = new JsonMapper().readTree(response.body());
        assertThat(error.get("status").intValue()).isEqualTo(response.statusCode());
        return error;
    }
}
