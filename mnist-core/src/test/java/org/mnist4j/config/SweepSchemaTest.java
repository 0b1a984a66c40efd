package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema of sweeps and their reader agree as far as a schema can; checked with an independent validator. */
class SweepSchemaTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonSchemaFactory VALIDATORS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final com.networknt.schema.JsonSchema SCHEMA = VALIDATORS.getSchema(SweepConfig.jsonSchema());

    private static final String VALID = """
            {'$schema': 'sweep.schema.json', 'preset': 'seed', 'seeds': [1, 2], 'validationFraction': 0.2,
             'metric': 'loss', 'halving': {'minEpochs': 1, 'factor': 2},
             'random': {'settings': 4, 'seed': 7, 'ranges': {
               'training.optimizer.learningRate': {'type': 'logUniform', 'min': 0.001, 'max': 0.1},
               'training.optimizer.beta1': {'type': 'uniform', 'min': 0.5, 'max': 0.9},
               'layers[0].units': {'type': 'integers', 'min': 4, 'max': 40},
               'layers[0].activation': {'type': 'choices', 'values': ['relu', 'tanh']}}}}
            """;

    private static Set<ValidationMessage> complaints(String json) throws IOException {
        return SCHEMA.validate(MAPPER.readTree(json));
    }

    @Test
    void schema_isValidInItsOwnDraft() throws IOException {
        JsonNode schema = MAPPER.readTree(SweepConfig.jsonSchema());

        assertThat(schema.get("$schema").textValue()).isEqualTo(SchemaId.V202012);
        assertThat(VALIDATORS.getSchema(SchemaLocation.of(SchemaId.V202012)).validate(schema))
                .isEmpty();
        assertThat(schema.get("properties").properties())
                .hasSizeGreaterThan(7)
                .allSatisfy(
                        field -> assertThat(field.getValue().has("description")).isTrue());
    }

    @Test
    void validSweeps_passReaderAndSchema() throws IOException {
        SweepConfig random = SweepConfig.fromJson(VALID.replace('\'', '"'));
        SweepConfig grid = new SweepConfig(
                ExperimentConfig.preset("cnn"),
                List.of(GridAxis.of("training.optimizer", Optimizers.sgd(0.1), Optimizers.adam(0.001))),
                Optional.empty(),
                Optional.of(new Halving(1, 4)),
                List.of(Long.MIN_VALUE, Long.MAX_VALUE),
                0.5,
                Metric.MACRO_F1);

        for (String json : List.of(VALID.replace('\'', '"'), random.toJson(), grid.toJson(), "{\"preset\": \"cnn\"}")) {
            assertThat(SweepConfig.fromJson(json)).isNotNull();
            assertThat(complaints(json)).isEmpty();
        }
    }

    @Test
    void documentsExamples_passReaderAndSchema() throws IOException {
        Matcher blocks =
                Pattern.compile("(?s)```json\n(.*?)```").matcher(Files.readString(Path.of("../docs/sweeps.md")));
        int examples = 0;
        while (blocks.find()) {
            assertThat(SweepConfig.fromJson(blocks.group(1))).isNotNull();
            assertThat(complaints(blocks.group(1))).isEmpty();
            examples++;
        }
        assertThat(examples).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'preset': 'seed'|'preset': 'sead'",
                "'preset': 'seed'|'preset': 'seed', 'experiment': {}",
                "'preset': 'seed',|",
                "'preset'|'presets'",
                "'sweep.schema.json'|3",
                "[1, 2]|[1, 1]",
                "[1, 2]|[]",
                "[1, 2]|[1.5]",
                "[1, 2]|1",
                "0.2|1",
                "0.2|0",
                "'loss'|'f1'",
                "'minEpochs': 1|'minEpochs': 0",
                "'factor': 2|'factor': 1",
                "'factor': 2|'factors': 2",
                "'settings': 4|'settings': 0",
                "'settings': 4|'settings': 10001",
                "'settings': 4|'settings': '4'",
                "'settings': 4, |",
                "'seed': 7|'seed': 9223372036854775808",
                "'random': {|'random': {'trials': 1, ",
                "'uniform'|'normal'",
                "'uniform', 'min': 0.5|'uniform'",
                "'min': 0.5|'min': '0.5'",
                "'min': 0.5|'minimum': 0.5",
                "'min': 0.001|'min': 0",
                "'min': 4|'min': 4.5",
                "'max': 40|'max': 2000000000",
                "['relu', 'tanh']|[]",
                "['relu', 'tanh']|['relu', 'relu']",
                "['relu', 'tanh']|'relu'",
                "'random': {'settings'|'grid': {'name': []}, 'random': {'settings'",
                "'random': {'settings'|'grid': {'name': 'x'}, 'random': {'settings'",
                "'random': {'settings'|'grid': [], 'random': {'settings'",
            })
    void badSweep_failsReaderAndSchema(String change) throws IOException {
        String[] pieces = change.split("\\|", -1);
        assertThat(VALID).contains(pieces[0]);
        String json = VALID.replace(pieces[0], pieces[1]).replace('\'', '"');

        assertThatThrownBy(() -> SweepConfig.fromJson(json)).isInstanceOf(ConfigException.class);
        assertThat(complaints(json)).isNotEmpty();
    }
}
