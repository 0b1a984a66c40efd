package org.mnist4j.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ConfigProblem.Rule;
import org.mnist4j.data.ImageShape;

/** Checks the values of a record tree against their descriptions, and the parts against each other. */
final class ConfigRules {

    private ConfigRules() {}

    /** An immutable copy that keeps nulls for the check to report. */
    static <T> List<T> copyOrSame(@Nullable List<T> list) {
        return list == null ? null : Collections.unmodifiableList(new ArrayList<>(list));
    }

    /**
     * Checks the components of an experiment that is being constructed: first each value on its own; if all are valid,
     * the training settings against each other and the layers against their input shapes; if those fit too, the
     * training settings against the network.
     */
    static void check(@Nullable Object[] components, Class<ExperimentConfig> type) {
        List<ConfigProblem> problems = new ArrayList<>();
        RecordComponent[] declared = type.getRecordComponents();
        for (int i = 0; i < declared.length; i++) {
            checkField(declared[i].getName(), ConfigSchema.description(declared[i]), components[i], problems);
        }
        if (problems.isEmpty()) {
            TrainingConfig training = (TrainingConfig) components[7];
            checkAugmentation(training.augmentation(), problems);
            TrainingRules.check(training, problems);
            int before = problems.size();
            @SuppressWarnings("unchecked")
            List<Layer> layers = (List<Layer>) components[4];
            ImageShape input = (ImageShape) components[2];
            MapShape maps = MapShape.maps(input.height(), input.width(), input.channels());
            NetworkShapes.check(maps, layers, (int) components[3], problems);
            if (problems.size() == before) {
                long parameters =
                        NetworkSummary.of(input, layers, (int) components[3]).parameters();
                TrainingRules.checkNetwork(training, maps, layers, parameters, problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("configuration", problems);
        }
    }

    static void checkField(
            String path, @Nullable Describe description, @Nullable Object value, List<ConfigProblem> problems) {
        if (value == null) {
            problems.add(new ConfigProblem(path, Rule.MISSING, missing(description)));
            return;
        }
        if (description != null) {
            ConfigProblem problem = outOfBounds(path, description, value);
            if (problem != null) {
                problems.add(problem);
            }
        }
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                checkField(path + "[" + i + "]", null, list.get(i), problems);
            }
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                checkField(
                        path + "." + component.getName(),
                        ConfigSchema.description(component),
                        ConfigSchema.get(component, record),
                        problems);
            }
        }
    }

    /** The problem if a number, a string's length or a list's size is out of bounds; null if it is not. */
    static @Nullable ConfigProblem outOfBounds(String path, Describe bounds, Object value) {
        if (value instanceof String text) {
            if (hasLoneSurrogate(text)) {
                return new ConfigProblem(path, Rule.ENCODING, "not valid Unicode: it contains an unpaired surrogate");
            }
            if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
                return new ConfigProblem(path, Rule.RANGE, "must contain only visible characters, on one line");
            }
            return outside(bounds, text.length())
                    ? new ConfigProblem(path, Rule.RANGE, lengthMessage(bounds, text.length(), "characters"))
                    : null;
        }
        if (value instanceof List<?> list) {
            return outside(bounds, list.size())
                    ? new ConfigProblem(path, Rule.RANGE, lengthMessage(bounds, list.size(), "entries"))
                    : null;
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            return new ConfigProblem(path, Rule.NOT_FINITE, "must be a finite number, was " + number);
        }
        if (value instanceof Number number && outside(bounds, number.doubleValue())) {
            return new ConfigProblem(path, Rule.RANGE, "must be " + interval(bounds) + ", was " + number);
        }
        return null;
    }

    /** The message for a missing field. */
    static String missing(@Nullable Describe description) {
        return description == null ? "missing; set it" : "missing; set it (" + description.value() + ")";
    }

    private static boolean outside(Describe bounds, double value) {
        boolean tooSmall = bounds.aboveMin() ? value <= bounds.min() : value < bounds.min();
        boolean tooLarge = bounds.belowMax() ? value >= bounds.max() : value > bounds.max();
        return tooSmall || tooLarge;
    }

    private static String lengthMessage(Describe bounds, int length, String unit) {
        return "must have " + number(bounds.min()) + " to " + number(bounds.max()) + " " + unit + ", has " + length;
    }

    static String interval(Describe bounds) {
        String from = bounds.aboveMin() ? "greater than " : "at least ";
        String to = bounds.belowMax() ? " and less than " : " and at most ";
        return from + number(bounds.min()) + to + number(bounds.max());
    }

    private static String number(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** Checks what the bounds of single values cannot express. */
    private static void checkAugmentation(List<Augmentation> augmentation, List<ConfigProblem> problems) {
        for (int i = 0; i < augmentation.size(); i++) {
            String path = "training.augmentation[" + i + "]";
            if (augmentation.get(i) instanceof Affine affine && affine.doesNothing()) {
                problems.add(new ConfigProblem(
                        path,
                        Rule.RANGE,
                        "all four limits are 0, which changes nothing; set one above 0 or remove the augmentation"));
            }
            if (augmentation.get(i) instanceof RandomErasing erasing && erasing.minArea() > erasing.maxArea()) {
                problems.add(new ConfigProblem(
                        path + ".maxArea",
                        Rule.RANGE,
                        "must be at least minArea, " + erasing.minArea() + ", was " + erasing.maxArea()));
            }
            if (augmentation.get(i) instanceof StrokeWidth strokes) {
                checkStrokes(path, strokes, problems);
            }
            if (augmentation.get(i) instanceof Redraw redraw && redraw.minWidth() > redraw.maxWidth()) {
                problems.add(new ConfigProblem(
                        path + ".maxWidth",
                        Rule.RANGE,
                        "must be at least minWidth, " + redraw.minWidth() + ", was " + redraw.maxWidth()));
            }
            if (augmentation.get(i) instanceof Contrast contrast && contrast.doesNothing()) {
                problems.add(
                        new ConfigProblem(
                                path,
                                Rule.RANGE,
                                "maxFactor is 1 and maxBrightness 0, which changes nothing; raise one or remove the augmentation"));
            }
        }
    }

    private static void checkStrokes(String path, StrokeWidth strokes, List<ConfigProblem> problems) {
        if (strokes.minFactor() > strokes.maxFactor()) {
            problems.add(new ConfigProblem(
                    path + ".maxFactor",
                    Rule.RANGE,
                    "must be at least minFactor, " + strokes.minFactor() + ", was " + strokes.maxFactor()));
        }
        if (strokes.doesNothing()) {
            problems.add(new ConfigProblem(
                    path,
                    Rule.RANGE,
                    "both factors are 1, which changes nothing; change one or remove the augmentation"));
        }
    }
}
