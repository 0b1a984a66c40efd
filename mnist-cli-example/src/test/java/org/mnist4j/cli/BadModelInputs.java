package org.mnist4j.cli;

import static org.mnist4j.cli.TestBytes.ascii;
import static org.mnist4j.cli.TestBytes.flipped;
import static org.mnist4j.cli.TestBytes.joined;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.mnist4j.random.RandomStream;

/** Model files that are damaged, that are something else, or that somebody made with the right hash. */
final class BadModelInputs {

    private static final String WEIGHT =
            "\"layers.0.weight\":{\"dtype\":\"F32\",\"shape\":[1,784],\"data_offsets\":[0,3136]}";

    private final List<BadInput> inputs = new ArrayList<>();
    private final byte[] good = CraftedModel.bytes();

    private BadModelInputs() {}

    static List<BadInput> all() {
        BadModelInputs all = new BadModelInputs();
        all.addForeignFiles();
        all.addDamage();
        all.addContainers();
        all.addTensors();
        all.addMetadata();
        all.addCalibrations();
        all.addLargeFiles();
        return all.inputs;
    }

    private void add(String id, String what, BadInput.Maker maker, String reason, String message) {
        inputs.add(new BadInput(id, what, BadInput.Kind.MODEL, maker, reason, List.of(message)));
    }

    private void bytes(String id, String what, byte[] content, String reason, String message) {
        add(id, what, file -> Files.write(file, content), reason, message);
    }

    /** The good model with a piece of its header replaced, and the right hash. */
    private void header(String id, String piece, String replacement, String reason, String message) {
        String what = piece + " as " + replacement;
        bytes(
                id,
                what.length() > 60 ? what.substring(0, 60) : what,
                CraftedModel.with(piece, replacement),
                reason,
                message);
    }

    private void addForeignFiles() {
        RandomStream random = RandomStream.of(1, "noise");
        byte[] noise = new byte[4096];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) random.nextInt(256);
        }
        String foreign = "NOT_A_MODEL";
        bytes("M01", "noise", noise, foreign, "is not a safetensors file: its header does not begin");
        bytes(
                "M01",
                "text",
                ascii("epoch,trainingLoss\n1,0.3\n"),
                foreign,
                "is not a safetensors file: its header does not begin");
        bytes("M01", "zip", zip(), foreign, "is a zip file, as torch.save and other libraries'");
        bytes("M12", "empty", new byte[0], foreign, "is empty; copy or download it again");
        bytes("M12", "HTML", ascii("\n<html>503</html>"), foreign, "is HTML or XML, perhaps a server's error page");
        bytes("M12", "LFS", ascii("version https://git-lfs.github.com/spec/v1\n"), foreign, "is a Git LFS pointer");
        bytes(
                "M12",
                "HDF5",
                ascii("\u0089HDF\r\n\u001a\n\0\0\0\0"),
                foreign,
                "is an HDF5 file, perhaps written by Keras");
        bytes("M12", "gzip", TestBytes.gzip(good), foreign, "is a gzip file; decompress it first");
        bytes("M12", "Java", ascii("\u00AC\u00ED\0\5sr\0\22java"), foreign, "is not a safetensors file");
        for (OddFile odd : OddFile.all()) {
            add("M14", odd.what(), odd.maker(), "FILE", odd.said("is not a regular file", "file not found"));
        }
    }

    private void addDamage() {
        int data = good.length - CraftedModel.DATA_BYTES;
        bytes("M02", "8 bytes", Arrays.copyOf(good, 8), "NOT_A_MODEL", "is not a safetensors file");
        bytes("M02", "9 bytes", Arrays.copyOf(good, 9), "STRUCTURE", "it is truncated, damaged or not a model");
        bytes("M02", "half a header", Arrays.copyOf(good, data / 2), "STRUCTURE", "it is truncated, damaged");
        bytes("M02", "no data", Arrays.copyOf(good, data), "TENSOR", "more than the file contains");
        bytes("M02", "one byte less", Arrays.copyOf(good, good.length - 1), "TENSOR", "within");
        bytes("M03", "first weight", flipped(good, data), "HASH_MISMATCH", "is damaged: its SHA-256 should be");
        bytes("M03", "last bias", flipped(good, -1), "HASH_MISMATCH", "is damaged: its SHA-256 should be");
        bytes("M03", "padding", flipped(good, data - 1), "STRUCTURE", "its header ");
        bytes("M03", "brace", flipped(good, 8), "NOT_A_MODEL", "is not a safetensors file");
        bytes("M08", "byte more", joined(good, new byte[1]), "STRUCTURE", "follow the header");
        bytes("M08", "byte before", joined(new byte[1], good), "NOT_A_MODEL", "is not a safetensors file");
    }

    private void addContainers() {
        header("M04", WEIGHT, WEIGHT + "," + WEIGHT, "STRUCTURE", "Duplicate");
        header("M04", "\"format\":", "\"format\":\"x\",\"format\":", "STRUCTURE", "Duplicate");
        for (long length : new long[] {0, 1, 1L << 31, Long.MIN_VALUE, -1, 1 << 22, 200}) {
            ByteBuffer content = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
            byte[] claim = content.putLong(length).put((byte) '{').array();
            bytes(
                    "M06",
                    "header of " + length,
                    claim,
                    "STRUCTURE",
                    Long.toUnsignedString(length) + " bytes, but only 2 to 92");
        }
        byte[] noUtf8 = {4, 0, 0, 0, 0, 0, 0, 0, '{', (byte) 0xC0, (byte) 0x80, '}'};
        bytes("M06", "not UTF-8", noUtf8, "STRUCTURE", "its header is not valid UTF-8");
        bytes(
                "M06",
                "a list",
                joined(new byte[] {2, 0, 0, 0, 0, 0, 0, 0}, ascii("[]")),
                "NOT_A_MODEL",
                "its header does not begin");
        bytes(
                "M18",
                "deep",
                CraftedFile.container("{\"a\":" + "[".repeat(1 << 20)),
                "STRUCTURE",
                "its header is not valid");
        bytes(
                "M18",
                "many tokens",
                CraftedFile.container("{\"a\":[1" + ",1".repeat(1_000_000) + "]}"),
                "STRUCTURE",
                "not valid");
        bytes("M18", "two objects", CraftedFile.container("{} {}"), "STRUCTURE", "its header must be one JSON object");
    }

    private void addTensors() {
        header("M05", WEIGHT, WEIGHT + "," + WEIGHT.replace("weight", "wait"), "TENSOR", "must have data_offsets");
        header("M05", WEIGHT + ",", "", "TENSOR", "must have data_offsets [0,4]");
        header("M05", "\"F32\"", "\"F64\"", "TENSOR", "must be of dtype F32, is \"F64\"");
        header("M05", "layers.0.weight", "layers.0.wait", "TENSOR", "do not match its configuration");
        header("M07", "[0,3136]", "[0,3132]", "TENSOR", "must have data_offsets [0,3136]");
        header("M07", "[0,3136]", "[3136,0]", "TENSOR", "must have data_offsets [0,3136]");
        header("M07", "[0,3136]", "[-4,3136]", "TENSOR", "must have data_offsets [0,3136]");
        header("M07", "[3136,3140]", "[3132,3136]", "TENSOR", "must have data_offsets [3136,3140]");
        header("M07", "[3136,3140]", "[3140,3144]", "TENSOR", "must have data_offsets [3136,3140]");
        header("M07", "[1,784]", "[65536,65536,65536,65536]", "TENSOR", "more than the file contains");
        header("M07", "[1,784]", "[2147483647,2147483647]", "TENSOR", "more than the file contains");
        header("M09", "[1,784]", "[784,1]", "TENSOR", "do not match its configuration");
        header("M09", "\\\"units\\\": 1", "\\\"units\\\": 2", "TENSOR", "do not match its configuration");
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            bytes("M09", "a weight of " + value, CraftedModel.withWeights(value), "NOT_FINITE", "must be finite, was ");
        }
        byte[] normalized = CraftedModel.normalized();
        bytes("M22", "normalized", normalized, BadInput.ACCEPTED, "zero (");
        byte[] negative = CraftedFile.withValues(normalized, 3, 4, -0.5f);
        bytes("M22", "a variance of -0.5", negative, "NEGATIVE_VARIANCE", "running_var[0] is a variance and must be 0");
        byte[] nan = CraftedFile.withValues(normalized, 3, 4, Float.NaN);
        bytes("M22", "a variance of NaN", nan, "NOT_FINITE", "must be finite, was NaN");
        byte[] other = CraftedFile.with(normalized, "\\\"stride\\\": 14", "\\\"stride\\\": 7");
        bytes("M22", "pooling to 3x3", other, "TENSOR", "do not match its configuration");
        String codes = "\\u001b[2J\\n\\u202e";
        header("M15", "layers.0.weight", codes, "TENSOR", "?[2J; ?");
        header("M15", "\"F32\"", "\"" + "F".repeat(1_000_000) + "\"", "TENSOR", "FFFF...");
        header("M15", "\"sha256\":", "\"" + codes + "\":1,\"sha256\":", "STRUCTURE", "?[2J; ? must be a string");
    }

    private void addMetadata() {
        header("M10", "\"config\"", "\"konfig\"", "METADATA", "its metadata has no config");
        header("M10", "\\\"units\\\": 1", "\\\"units\\\": 0", "METADATA", "layers[0].units: must be at least 1");
        header("M10", "\\\"one\\\"", "\\\"zero\\\"", "METADATA", "two classes are called zero");
        header("M10", "\\\"classes\\\": 2", "\\\"classes\\\": 3", "METADATA", "expected 3 class names");
        header("M11", "\"formatVersion\":\"1.", "\"formatVersion\":\"2.", "VERSION", "has format version 2.");
        header("M11", "\"formatVersion\":\"1.", "\"formatVersion\":\"1.9", BadInput.ACCEPTED, "zero");
        header("M16", "\\\"one\\\"", "1", "METADATA", "a name is not a string");
        header("M16", "\\\"one\\\"]", "\\\"one\\\"] []", "METADATA", "classNames in its metadata");
        header("M16", "\\\"one\\\"", "[".repeat(2000), "METADATA", "classNames in its metadata");
        header("M16", "\\\"one\\\"", "\\\"\\\\ud800\\\"", "METADATA", "contains an unpaired surrogate");
        header("M17", "\\\"type\\\": \\\"dense\\\",", "", "METADATA", "layers[0].type: missing");
        header(
                "M17",
                "\\\"epochs\\\": 1,",
                "\\\"epochs\\\": 0, \\\"a\\\": 1, \\\"b\\\": 2,",
                "METADATA",
                "3 problems; ");
        header("M19", "\\\"one\\\"", "\\\"\\\\u001b[2J\\\\u202e\\\"", BadInput.ACCEPTED, "zero (");
    }

    private void addCalibrations() {
        byte[] calibrated = CraftedModel.calibrated();
        bytes("M23", "calibrated", calibrated, BadInput.ACCEPTED, "zero (");
        for (String temperature : List.of("0", "-1.5", "1e-3", "1e999", "null", "\\\"1.5\\\"")) {
            bytes(
                    "M23",
                    "a temperature of " + temperature,
                    CraftedFile.with(calibrated, "\\\"temperature\\\":1.5", "\\\"temperature\\\":" + temperature),
                    "METADATA",
                    "calibration.temperature must be ");
        }
        byte[] threshold = CraftedFile.with(calibrated, "\\\"threshold\\\":0.75", "\\\"threshold\\\":75");
        bytes("M23", "a threshold of 75", threshold, "METADATA", "calibration.threshold must be within 0 and 1");
        byte[] list = CraftedFile.with(calibrated, "\"calibration\":\"{", "\"calibration\":\"[{");
        bytes("M23", "a list", list, "METADATA", "calibration is not valid JSON");
    }

    private void addLargeFiles() {
        String tensor = "{\"a\":{\"dtype\":\"F32\",\"shape\":[268435392],\"data_offsets\":[0,1073741568]}}";
        sparse("M13", tensor, 1L << 30, "NOT_A_MODEL", "not written by mnist4j");
        sparse("M13", "{}", 1L << 30, "STRUCTURE", "but 1073741568 follow the header");
        sparse("M13", "{}", (1L << 30) + 1, "NOT_A_MODEL", "has 1073741825 bytes, but a model has at most 1073741824");
    }

    private void sparse(String id, String json, long size, String reason, String message) {
        String what = size + " bytes, " + json.substring(0, 2);
        add(id, what, file -> CraftedFile.writeSparse(file, json, size), reason, message);
    }

    private static byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("coefficients.bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
