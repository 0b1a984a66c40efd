package org.mnist4j.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.SweepConfig;
import org.mnist4j.storage.AtomicFile;
import org.mnist4j.storage.PrintableText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a sweep: its definition, one file per finished trial, and the tables.
 *
 * <p>A trial's file is named after its configuration, the images and, in a rung before the last, its epochs, so that it is found
 * even if the sweep has changed.
 */
final class SweepDirectory {

    static final String SWEEP = "sweep.json";
    static final String RESULTS = "results.csv";
    static final String SUMMARY = "summary.txt";
    static final String BEST = "best.json";
    static final String TRIALS = "trials";
    private static final Set<String> NAMES = Set.of(SWEEP, RESULTS, SUMMARY, BEST);

    private static final Logger LOG = LoggerFactory.getLogger(SweepDirectory.class);
    private static final int LONGEST_FAILURE = 1000;
    private static final int MAX_BYTES = 1 << 20;
    private static final Pattern TRIAL = Pattern.compile("[0-9a-f]{16}-[0-9a-f]{8}-[0-9a-f]{8}(-after-[0-9]+)?\\.json");
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path directory;
    private final String data;

    private SweepDirectory(Path directory, String data) {
        this.directory = directory;
        this.data = data;
    }

    /** Opens a folder that is new, empty, or contains a sweep. */
    static SweepDirectory open(Path directory, SweepConfig config, SweepData data) {
        try {
            if (Files.exists(directory) && !Files.exists(directory.resolve(SWEEP)) && !isBegun(directory)) {
                throw new FileSystemException(
                        directory.toString(),
                        null,
                        "is not empty and is not a sweep: it has no " + SWEEP + "; name another");
            }
            Files.createDirectories(directory.resolve(TRIALS));
            SweepDirectory opened = new SweepDirectory(directory, data.fingerprint());
            replace(directory.resolve(SWEEP), config.toJson());
            removeTemporaries(directory, name -> NAMES.contains(name));
            removeTemporaries(
                    directory.resolve(TRIALS), name -> TRIAL.matcher(name).matches());
            return opened;
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    /** Whether a folder without a definition is empty, or contains only what a sweep creates before its definition is complete. */
    private static boolean isBegun(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new FileSystemException(directory.toString(), null, "is no folder; name another");
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.allMatch(file -> file.endsWith(TRIALS) && Files.isDirectory(file)
                    || AtomicFile.isTemporary(file, SWEEP)
                    || file.endsWith(SWEEP));
        }
    }

    /** Removes temporary files of killed sweeps; another sweep may be writing one at this moment. */
    private static void removeTemporaries(Path folder, Predicate<String> isTarget) throws IOException {
        FileTime abandoned = FileTime.from(Instant.now().minus(ABANDONED));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(
                            one -> AtomicFile.targetName(one).filter(isTarget).isPresent())
                    .toList()) {
                if (Files.getLastModifiedTime(file).compareTo(abandoned) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            LOG.debug("another sweep has finished or removed {}", e.getFile());
        }
    }

    /** The outcome that an earlier run kept; null if there is none, or it cannot be read. */
    @Nullable
    TrialOutcome find(Trial trial) {
        Path file = file(trial);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("larger than 1 MiB");
            }
            return outcome(trial, TrialJson.JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} is damaged ({}); its trial is run again", file, firstLine(e));
            return null;
        }
    }

    private TrialOutcome outcome(Trial trial, @Nullable JsonNode json) {
        if (json == null
                || !TrialJson.isOf(json, trial)
                || !data.equals(json.path("data").textValue())) {
            throw new IllegalArgumentException("it belongs to another trial");
        }
        TrialOutcome kept = TrialJson.result(json, trial);
        return kept.failure()
                .map(failure -> TrialOutcome.failed(trial, PrintableText.line(failure, LONGEST_FAILURE)))
                .orElse(kept);
    }

    void keep(TrialOutcome outcome) {
        Trial trial = outcome.trial();
        ObjectNode json = TrialJson.JSON.createObjectNode();
        json.put("configSha256", trial.config().sha256());
        json.put("data", data);
        ObjectNode settings = json.putObject("settings");
        trial.settings().forEach(settings::put);
        json.put("seed", trial.config().seed());
        TrialJson.putEpochs(json, trial);
        TrialJson.putResult(json, outcome);
        try {
            replace(file(trial), TrialJson.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of plain nodes can always be written", e);
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    /** The tables over all trials, and the best experiment if any trial succeeded. */
    void write(SweepResult result) {
        try {
            replace(directory.resolve(RESULTS), result.toCsv());
            replace(directory.resolve(SUMMARY), result.toText());
            if (result.outcomes().stream().anyMatch(outcome -> outcome.score().isPresent())) {
                replace(directory.resolve(BEST), result.bestConfig().toJson());
            } else {
                Files.deleteIfExists(directory.resolve(BEST));
            }
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no detail");
    }

    private Path file(Trial trial) {
        String rung = trial.isComplete() ? "" : "-after-" + trial.epochs();
        return directory.resolve(TRIALS).resolve(trial.fileName(data) + rung + ".json");
    }

    private static void replace(Path file, String text) throws IOException {
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static UncheckedIOException unwritable(Path directory, IOException e) {
        String reason = e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : "cannot be written: " + e;
        return new UncheckedIOException(directory + ": " + reason, e);
    }
}
