package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema and the reader say the same, as far as a schema can: judged by a validator that is not ours. */
class JsonSchemaTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonSchemaFactory VALIDATORS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final com.networknt.schema.JsonSchema SCHEMA = VALIDATORS.getSchema(ExperimentConfig.jsonSchema());

    private static final String VALID = """
            {'name': 'n', 'seed': 7, 'input': {'height': 28, 'width': 28, 'channels': 1}, 'classes': 10,
             'layers': [{'type': 'dense', 'units': 16, 'activation': 'relu'}, {'type': 'dropout', 'rate': 0.2}],
             'loss': {'type': 'crossEntropy'},
             'training': {'epochs': 3, 'batchSize': 32, 'optimizer': {'type': 'sgd', 'learningRate': 0.1}}}
            """;

    private static Set<ValidationMessage> complaints(String json) throws IOException {
        return SCHEMA.validate(MAPPER.readTree(json));
    }

    @Test
    void shippedFile_isTheSchema() throws IOException {
        try (InputStream in = ExperimentConfig.class.getResourceAsStream("experiment-1.schema.json")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .as("after a change of the records, write it anew: mnist4j config schema")
                    .isEqualTo(ExperimentConfig.jsonSchema());
        }
    }

    @Test
    void schema_isValidInItsOwnDraft() throws IOException {
        JsonNode schema = MAPPER.readTree(ExperimentConfig.jsonSchema());

        assertThat(schema.get("$schema").textValue()).isEqualTo(SchemaId.V202012);
        assertThat(VALIDATORS.getSchema(SchemaLocation.of(SchemaId.V202012)).validate(schema))
                .isEmpty();
    }

    @Test
    void everyField_isDescribedAndTyped() throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        JsonNode schema = MAPPER.readTree(ExperimentConfig.jsonSchema());
        objects.add(schema);
        schema.get("$defs").forEach(objects::add);

        assertThat(objects).hasSizeGreaterThan(8).allSatisfy(object -> {
            // The object that only tells variants apart has nothing but their type.
            if (!object.has("oneOf")) {
                assertThat(object.get("additionalProperties").booleanValue()).isFalse();
                object.get("properties")
                        .properties()
                        .forEach(field -> assertThat(field.getValue().has("description")
                                        || field.getValue().has("const"))
                                .as(field.getKey())
                                .isTrue());
            }
        });
    }

    static Stream<String> validDocuments() {
        Stream<String> variations = Stream.of(
                VALID,
                VALID.replace("'seed': 7", "'schemaVersion': 1, '$schema': 'x.json', 'seed': -9223372036854775808"),
                VALID.replace("'name': 'n', 'seed': 7,", "").replace("'loss': {'type': 'crossEntropy'},", ""),
                VALID.replace("'n'", "' \u00fc \uD83D\uDE00 '"),
                VALID.replace("0.1", "10").replace("0.2", "0"),
                VALID.replace("0.1", "4.9e-324").replace("0.2", "0.9999999999999999"),
                VALID.replace("{'type': 'sgd', 'learningRate': 0.1}", "{'type': 'adam'}"));
        return Stream.of(
                        ExperimentConfig.presetNames().stream()
                                .map(ExperimentConfig::preset)
                                .map(ExperimentConfig::toJson),
                        LongStream.range(0, 200).mapToObj(RandomConfigs::ofSeed).map(ExperimentConfig::toJson),
                        variations.map(json -> json.replace('\'', '"')))
                .flatMap(documents -> documents);
    }

    @Test
    void validDocuments_passReaderAndSchema() {
        assertThat(validDocuments()).hasSizeGreaterThan(200).allSatisfy(json -> {
            assertThat(ExperimentConfig.fromJson(json)).isNotNull();
            assertThat(complaints(json)).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/configuration.md"})
    void documentsExample_passesReaderAndSchema(String document) throws IOException {
        String text = Files.readString(Path.of("..", document));
        int from = text.indexOf("```json\n") + 8;
        String json = text.substring(from, text.indexOf("```", from));

        assertThat(ExperimentConfig.fromJson(json)).isNotNull();
        assertThat(complaints(json)).isEmpty();
    }

    /** A piece of the valid document, and what to put in its place. */
    private static Arguments known(String piece, String replacement) {
        return Arguments.of(replace(piece, replacement), true);
    }

    /** The same for what no schema can know. */
    private static Arguments unknowable(String piece, String replacement) {
        return Arguments.of(replace(piece, replacement), false);
    }

    private static String replace(String piece, String replacement) {
        assertThat(VALID).contains(piece);
        return VALID.replace(piece, replacement);
    }

    static Stream<Arguments> badDocuments() {
        return Stream.of(
                // the document as a whole; a schema sees what a parser made of it
                Arguments.of("", false),
                Arguments.of("null", true),
                Arguments.of("[]", true),
                Arguments.of("'x'", true),
                Arguments.of("5", true),
                Arguments.of("{}", true),
                Arguments.of("{'epochs':3", false),
                Arguments.of(VALID + "{'epochs':9}", false),
                Arguments.of(VALID + "xyz", false),
                unknowable("'epochs': 3", "'epochs': 3, 'epochs': 9"),
                unknowable("'type': 'dense'", "'type': 'dense', 'type': 'dense'"),
                unknowable("0.1", "NaN"),
                unknowable("'seed': 7", "'seed': " + "7".repeat(1001)),
                Arguments.of("[".repeat(100_000), false),
                // names
                known("'epochs'", "'epochz'"),
                known("'classes': 10", "'classes': 10, 'clazzes': 10"),
                known("'units': 16", "'units': 16, 'unitz': 16"),
                known("'units': 16", "'units': 16, '@class': 'java.lang.Object'"),
                known("'height': 28", "'height': 28, 'depth': 1"),
                known("'learningRate': 0.1", "'learningRate': 0.1, 'beta1': 0.9"),
                known("'name'", "'path': '../../x', 'name'"),
                known("'name': 'n'", "'shuffle': 1"),
                known("'type': 'dense'", "'type': 'javax.swing.JEditorPane'"),
                known("'type': 'dense'", "'type': 'Dense'"),
                known("'type': 'dense', ", ""),
                known("'type': 'dense'", "'type': 1"),
                known("'type': 'sgd', ", ""),
                known("'type': 'sgd'", "'type': 'sdg'"),
                known("'crossEntropy'", "'meanSquaredError'"),
                known("'crossEntropy'", "null"),
                // types
                known("'epochs': 3", "'epochs': 3.9"),
                known("'epochs': 3", "'epochs': '3'"),
                known("'epochs': 3", "'epochs': ''"),
                known("'epochs': 3", "'epochs': null"),
                known("'epochs': 3", "'epochs': true"),
                known("'epochs': 3", "'epochs': [3]"),
                known("0.1", "0.1, 'momentum': 0.9, 'nesterov': 1"),
                known("0.1", "0.1, 'momentum': 0.9, 'nesterov': 'true'"),
                known("'epochs': 3", "'epochs': 3, 'schedule': 'cosine'"),
                known("'epochs': 3", "'epochs': 3, 'earlyStopping': {'type': 'patience', 'metric': 'error'}"),
                known("'epochs': 3", "'epochs': 3, 'averaging': {'type': 'lastEpochs', 'epochs': 17}"),
                known("0.1", "'NaN'"),
                known("0.1", "'-Infinity'"),
                known("'relu'", "1"),
                known("'relu'", "'RELU'"),
                known("'relu'", "'swish'"),
                known("'n'", "7"),
                known("'layers': [", "'layers': [null, "),
                known("'layers': [", "'layers': [[], "),
                known("{'height': 28, 'width': 28, 'channels': 1}", "[28, 28, 1]"),
                known("{'height': 28, 'width': 28, 'channels': 1}", "null"),
                known("{'type': 'crossEntropy'}", "'crossEntropy'"),
                // to JSON Schema 3.0 and 1e3 are whole numbers
                unknowable("'epochs': 3", "'epochs': 3.0"),
                unknowable("'seed': 7", "'seed': 1e3"),
                unknowable("'name'", "'schemaVersion': 1.0, 'name'"),
                // bounds
                known("'epochs': 3", "'epochs': 0"),
                known("'epochs': 3", "'epochs': -1"),
                known("'epochs': 3", "'epochs': 2147483648"),
                known("'epochs': 3", "'epochs': 100001"),
                known("'batchSize': 32", "'batchSize': 0"),
                known("'seed': 7", "'seed': 9223372036854775808"),
                known("0.1", "1e400"),
                known("0.1", "1e-400"),
                known("0.1", "0"),
                known("0.1", "-0.0"),
                known("0.1", "1e10"),
                known("0.2", "1.0"),
                known("0.2", "-0.1"),
                known("'units': 16", "'units': 1000000"),
                known("'channels': 1", "'channels': 5"),
                known("'classes': 10", "'classes': 1"),
                known("'classes': 10", "'classes': 1001"),
                known("'n'", "''"),
                known("'n'", "'   '"),
                known("'n'", "'two\\nlines'"),
                // Java's $, unlike that of the schema's regular expressions, also fits before a last line break
                unknowable("'n'", "'end\\n'"),
                known("'n'", "'" + "n".repeat(201) + "'"),
                unknowable("'n'", "'\\ud800'"),
                unknowable("'n'", "'" + "\uD83D\uDE00".repeat(101) + "'"),
                known("'layers': [", "'layers': [" + "{'type': 'dropout', 'rate': 0.5}, ".repeat(300)),
                Arguments.of(VALID.replaceFirst("(?s)'layers': \\[.*?]", "'layers': []"), true),
                // required fields
                known("'classes': 10,", ""),
                known("'units': 16, ", ""),
                known(", 'learningRate': 0.1", ""),
                known("'epochs': 3, ", ""),
                // what ties fields together
                unknowable("'units': 16", "'units': 65536}, {'type': 'dense', 'units': 65536"),
                unknowable("0.1", "0.1, 'nesterov': true"),
                unknowable("'epochs': 3", "'epochs': 3, 'warmUpEpochs': 3"),
                unknowable("'epochs': 3", "'epochs': 3, 'earlyStopping': {'type': 'patience'}"),
                // the file
                known("'name'", "'schemaVersion': 2, 'name'"),
                known("'name'", "'schemaVersion': 0, 'name'"),
                known("'name'", "'schemaVersion': '1', 'name'"),
                known("'name'", "'schemaVersion': null, 'name'"),
                known("'name'", "'$schema': 1, 'name'"));
    }

    @ParameterizedTest
    @MethodSource("badDocuments")
    void badDocument_failsTheReader_andTheSchemaWhereItCanKnow(String document, boolean schemaCanKnow)
            throws IOException {
        String json = document.replace('\'', '"');

        assertThat(catchThrowableOfType(ConfigException.class, () -> ExperimentConfig.fromJson(json)))
                .isNotNull();
        if (schemaCanKnow) {
            assertThat(complaints(json)).isNotEmpty();
        }
    }

    @Test
    void complaint_namesTheFieldOfTheVariant() throws IOException {
        String json = VALID.replace("'rate': 0.2", "'rate': 2").replace('\'', '"');

        assertThat(complaints(json))
                .extracting(message -> message.getInstanceLocation().toString())
                .contains("$.layers[1].rate");
    }
}
