package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ClassNames;
import org.mnist4j.data.InkStatistics;
import org.mnist4j.data.InkStatistics.Background;
import org.mnist4j.data.InkStatistics.Centring;
import org.mnist4j.data.InkStatistics.Spread;

class InkJsonTest {

    private static final InkStatistics INK = new InkStatistics(
            Background.LIGHT,
            true,
            new Spread(24, 25, 26, 26, 27),
            new Spread(1.25, 1.5, 3, 4, 5),
            Optional.of(new Spread(-1, -0.25, 0, 0.5, 1)),
            Centring.BOX,
            -0.5,
            0.25,
            0.75);
    private static final ExperimentConfig CONFIG = ExperimentConfig.preset("seed");
    private static final Model MODEL = Model.of(
            CONFIG,
            ClassNames.DIGITS,
            new float[Math.toIntExact(CONFIG.summary().values())]);

    private static Model read(Map<String, String> metadata) {
        return Model.of("here", metadata, MODEL.parameters());
    }

    @Test
    void statistics_comeBackFromTheFile_alsoFromALaterVersion() {
        Map<String, String> metadata =
                new HashMap<>(MODEL.withInkStatistics(INK).metadata());

        assertThat(metadata).containsEntry("formatVersion", "1.3");
        assertThat(metadata.get("ink"))
                .isEqualTo("{\"background\":\"light\",\"strokes\":true,\"extent\":[24.0,25.0,26.0,26.0,27.0],"
                        + "\"strokeWidth\":[1.25,1.5,3.0,4.0,5.0],\"slant\":[-1.0,-0.25,0.0,0.5,1.0],\"centring\":\"box\",\"down\":-0.5,\"across\":0.25,"
                        + "\"offCentre\":0.75}");
        assertThat(read(metadata).inkStatistics()).isEqualTo(INK);
        metadata.put("formatVersion", "1.17");
        assertThat(read(metadata).inkStatistics()).isEqualTo(INK);
    }

    @Test
    void fileFromBeforeSlantWasMeasured_isRead_andWrittenWithoutItAgain() {
        Map<String, String> metadata =
                new HashMap<>(MODEL.withInkStatistics(INK).metadata());
        String withSlant = metadata.get("ink");
        String without = withSlant.replace("\"slant\":[-1.0,-0.25,0.0,0.5,1.0],", "");
        assertThat(without).hasSizeLessThan(withSlant.length());
        metadata.put("ink", without);

        Model model = read(metadata);

        assertThat(model.inkStatistics().slant()).isEmpty();
        assertThat(model.inkStatistics().extent()).isEqualTo(INK.extent());
        assertThat(model.metadata()).containsEntry("ink", without).containsEntry("formatVersion", "1.3");
    }

    @Test
    void fileWithoutThem_countsAsMnists() {
        assertThat(MODEL.metadata()).doesNotContainKey("ink").containsEntry("formatVersion", "1.1");
        assertThat(read(MODEL.metadata()).inkStatistics()).isEqualTo(InkStatistics.MNIST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'light'     | 'grey'      | ink.background must be one of dark, light, varied, was \"grey\"",
                "'box'       | 'corner'    | ink.centring must be one of mass, box, was \"corner\"",
                "true        | 1           | ink.strokes must be true or false, was 1",
                "25.0,26.0   | 25.0        | ink.extent must be a list of 5 numbers, was [24.0,25.0,26.0,27.0]",
                "[24.0       | ['24'       | ink.extent must be a list of 5 numbers",
                "27.0]       | 29.0]       | ink: extent must be at most the longer side of 28x28x1, was 29.0",
                "[1.25,1.5   | [1.25,1.0   | ink.strokeWidth: expected five finite numbers in rising order",
                "[1.25       | [-1         | ink: extent and strokeWidth must be 0 or more, was 24.0, -1.0",
                "-1.0,-0.25  | -0.25,-1.0  | ink.slant: expected five finite numbers in rising order",
                "[-1.0,      | [           | ink.slant must be a list of 5 numbers, was [-0.25,0.0,0.5,1.0]",
                "[-1.0,-0.25,0.0,0.5,1.0] | null | ink.slant must be a list of 5 numbers, was null",
                "0.5,1.0]    | 0.5,1e999]  | ink.slant: expected five finite numbers in rising order",
                "-0.5        | null        | ink.down must be a number, was null",
                ":0.75       | :-0.1       | ink: down, across and offCentre must be finite, and offCentre 0 or more",
                ":0.75       | :1e999      | ink: down, across and offCentre must be finite",
                "'light'     | 'varied'    | ink: strokes need a dark or light background",
                ",'across':0.25 | ``       | ink.across must be a number, was missing",
                "}           | `` | ink is not valid JSON",
            })
    void badStatistics_areRefusedWithTheirField_andIgnoredInAnEarlierFile(
            String piece, String replacement, String message) {
        Map<String, String> metadata =
                new HashMap<>(MODEL.withInkStatistics(INK).metadata());
        String good = metadata.get("ink");
        assertThat(good).contains(piece.replace('\'', '"'));
        metadata.put("ink", good.replace(piece.replace('\'', '"'), replacement.replace('\'', '"')));

        assertThatThrownBy(() -> read(metadata))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("here: in its metadata, " + message);
        metadata.put("formatVersion", "1.2");
        assertThat(read(metadata).inkStatistics()).isEqualTo(InkStatistics.MNIST);
    }
}
