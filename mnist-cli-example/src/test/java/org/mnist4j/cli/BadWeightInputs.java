package org.mnist4j.cli;

import static org.mnist4j.cli.CraftedWeights.entry;
import static org.mnist4j.cli.TestBytes.ascii;
import static org.mnist4j.cli.TestBytes.joined;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mnist4j.random.RandomStream;

/** Files to import weights from that are damaged, something else, of another network, or made to be misread. */
final class BadWeightInputs {

    private static final String BIAS = entry("1.bias", "F32", "[3]", 112, 124);
    private static final String WEIGHT = entry("1.weight", "F32", "[3,4]", 64, 112);

    private final List<BadInput> inputs = new ArrayList<>();
    private final byte[] good = CraftedWeights.bytes();

    private BadWeightInputs() {}

    static List<BadInput> all() {
        BadWeightInputs all = new BadWeightInputs();
        all.addForeignFiles();
        all.addDamage();
        all.addContainers();
        all.addOffsets();
        all.addNumbers();
        all.addOtherNetworks();
        all.addLargeFiles();
        return all.inputs;
    }

    private void add(String id, String what, BadInput.Maker maker, String reason, String message) {
        inputs.add(new BadInput(id, what, BadInput.Kind.WEIGHTS, maker, reason, List.of(message)));
    }

    private void bytes(String id, String what, byte[] content, String reason, String message) {
        add(id, what, file -> Files.write(file, content), reason, message);
    }

    private void header(String id, String piece, String replacement, String reason, String message) {
        String what = piece + " as " + replacement;
        bytes(
                id,
                what.substring(0, Math.min(60, what.length())),
                CraftedWeights.with(piece, replacement),
                reason,
                message);
    }

    private void tensor(String id, String piece, String replacement, String message) {
        header(id, piece, replacement, "TENSOR", message);
    }

    private void addForeignFiles() {
        RandomStream random = RandomStream.of(1, "noise");
        byte[] noise = new byte[4096];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) random.nextInt(256);
        }
        String foreign = "NOT_A_MODEL";
        bytes("W01", "noise", noise, foreign, "is not a safetensors file: its header does not begin");
        bytes("W01", "empty", new byte[0], foreign, "is empty; copy or download it again");
        bytes(
                "W01",
                "torch.save",
                ascii("PK\3\4\0\0\0\0\0archive/data.pkl"),
                foreign,
                "as safetensors.torch.save_file");
        bytes("W01", "pickle", ascii("\u0080\2}q\0(X\5\0\0\0conv1"), foreign, "is a Python pickle, which could run");
        bytes(
                "W01",
                "HDF5",
                ascii("\u0089HDF\r\n\u001a\n\0\0\0\0"),
                foreign,
                "is an HDF5 file, perhaps written by Keras");
        bytes("W01", "NumPy", ascii("\u0093NUMPY\1\0v\0{'descr'"), foreign, "is not a safetensors file");
        bytes("W01", "HTML", ascii("\n<html>503</html>"), foreign, "is HTML or XML");
        bytes("W01", "LFS", ascii("version https://git-lfs.github.com/spec/v1\n"), foreign, "is a Git LFS pointer");
        bytes("W01", "gzip", TestBytes.gzip(good), foreign, "is a gzip file; decompress it first");
        bytes("W02", "a model", CraftedModel.bytes(), foreign, "as mnist4j-model, and needs no import");
        bytes(
                "W02",
                "a checkpoint",
                CraftedFile.container("{\"__metadata__\":{\"format\":\"mnist4j-checkpoint\"}}"),
                foreign,
                "as mnist4j-checkpoint, and needs no import");
        for (OddFile odd : OddFile.all()) {
            add("W03", odd.what(), odd.maker(), "FILE", odd.said("is not a regular file", "file not found"));
        }
    }

    private void addDamage() {
        int data = good.length - CraftedWeights.DATA_BYTES;
        bytes("W04", "8 bytes", Arrays.copyOf(good, 8), "NOT_A_MODEL", "is not a safetensors file");
        bytes("W04", "half a header", Arrays.copyOf(good, data / 2), "STRUCTURE", "it is truncated, damaged");
        bytes("W04", "no data", Arrays.copyOf(good, data), "TENSOR", "more than the file contains");
        bytes("W04", "one byte less", Arrays.copyOf(good, good.length - 1), "TENSOR", "within");
        bytes("W04", "byte more", joined(good, new byte[1]), "STRUCTURE", "follow the header");
        bytes("W04", "byte before", joined(new byte[1], good), "NOT_A_MODEL", "is not a safetensors file");
        bytes("W04", "no tensors", CraftedFile.container("{}"), "TENSOR", "nothing for layers.0.weight [4]");
    }

    private void addContainers() {
        for (long length : new long[] {0, 1, 1L << 31, Long.MIN_VALUE, -1, 1 << 22, 200}) {
            ByteBuffer content = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
            byte[] claim = content.putLong(length).put((byte) '{').array();
            String said = Long.toUnsignedString(length) + " bytes, but only 2 to 92";
            bytes("W05", "header of " + length, claim, "STRUCTURE", said);
        }
        byte[] shorter = good.clone();
        ByteBuffer.wrap(shorter).order(ByteOrder.LITTLE_ENDIAN).putLong(good.length - CraftedWeights.DATA_BYTES - 9);
        bytes("W05", "a byte short", shorter, "STRUCTURE", "its header is not valid");
        bytes("W05", "UTF-16", CraftedWeights.utf16Header(), "STRUCTURE", "its header is not valid");
        byte[] noUtf8 = {4, 0, 0, 0, 0, 0, 0, 0, '{', (byte) 0xC0, (byte) 0x80, '}'};
        bytes("W05", "not UTF-8", noUtf8, "STRUCTURE", "its header is not valid UTF-8");
        String structure = "STRUCTURE";
        header("W06", BIAS, BIAS + "," + BIAS, structure, "Duplicate");
        header("W06", "\"shape\":[3]", "\"shape\":[3],\"shape\":[3]", structure, "Duplicate");
        header("W06", "{", "{\"__metadata__\":{},\"__metadata__\":{},", structure, "Duplicate");
        header("W07", "{", "{\"__metadata__\":[],", structure, "__metadata__ must be an object");
        header("W07", "{", "{\"__metadata__\":{\"epoch\":3},", structure, "__metadata__.epoch must be a string");
        tensor("W07", BIAS, "\"1.bias\":5", "must have dtype, shape and data_offsets");
        tensor("W07", "\"shape\":[3],", "", "must have dtype, shape and data_offsets");
        bytes("W08", "deep", CraftedFile.container("{\"a\":" + "[".repeat(1 << 20)), structure, "not valid");
        String tokens = "{\"a\":[1" + ",1".repeat(1_000_000) + "]}";
        bytes("W08", "many tokens", CraftedFile.container(tokens), structure, "not valid");
        bytes("W08", "two objects", CraftedFile.container("{} {}"), structure, "its header must be one JSON object");
        String many = IntStream.range(0, 30_000)
                .mapToObj(i -> "\"" + i + "\":{\"dtype\":\"F32\",\"shape\":[0]}")
                .collect(Collectors.joining(",", "{", "}"));
        bytes("W08", "30,000 tensors", CraftedFile.container(many), structure, "not valid");
    }

    private void addOffsets() {
        String must = "must have data_offsets";
        tensor("W09", "[112,124]", "[108,120]", must);
        tensor("W09", "[112,124]", "[64,76]", must);
        tensor("W09", "[112,124]", "[116,128]", must);
        tensor("W09", "[112,124]", "[124,112]", must);
        tensor("W09", "[112,124]", "[-12,0]", must);
        tensor("W09", "[112,124]", "[112,1e9]", must);
        tensor("W09", "[112,124]", "[112.0,124]", must);
        tensor("W09", "[112,124]", "[112,124,136]", must);
        tensor("W09", "[112,124]", "[18446744073709551615,124]", must);
        tensor("W09", "[112,124]", "{}", must);
        tensor("W09", WEIGHT + ",", "", must);
        tensor("W10", "[3,4]", "[65536,65536,65536,65536]", "more than the file contains");
        tensor("W10", "[3,4]", "[2147483647,2147483647]", "more than the file contains");
        tensor("W10", "[3,4]", "[4294967299,4]", "has a dimension of 4294967299");
        tensor("W10", "[3,4]", "[0,4]", "has a dimension of 0; it must be 1 or more");
        tensor("W10", "[3,4]", "[-3,-4]", "has a dimension of -3; it must be 1 or more");
        tensor("W10", "[3,4]", "[3.0,4]", "has a dimension of 3.0; it must be 1 or more");
        tensor("W10", "[3,4]", "12", must);
        tensor("W10", "[3,4]", "[]", must);
    }

    private void addNumbers() {
        for (String dtype : List.of("\"F64\"", "\"I32\"", "\"F8_E4M3\"", "\"BOOL\"", "\"f32\"", "\"\"", "4", "null")) {
            tensor("W11", "\"F32\"", dtype, "must be of dtype F32, F16 or BF16, is " + dtype + "; convert it before");
        }
        tensor("W11", BIAS, entry("1.bias", "F16", "[3]", 112, 124), "must have data_offsets [112,118]");
        tensor(
                "W12",
                "\"0.num_batches_tracked\"",
                "\"1.num_batches_tracked\"",
                "1.num_batches_tracked [] of dtype I64");
        tensor("W12", "\"I64\",\"shape\":[]", "\"I64\",\"shape\":[1]", "0.num_batches_tracked [1] of dtype I64");
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            String said = "value 0 of layers.0.running_var must be finite, was " + value;
            bytes("W13", "a variance of " + value, CraftedWeights.withVariance(value), "NOT_FINITE", said);
        }
        byte[] half = CraftedWeights.withShortBias("F16", 0x7C00);
        bytes("W13", "F16 infinity", half, "NOT_FINITE", "value 0 of layers.0.bias must be finite, was Infinity");
        byte[] brain = CraftedWeights.withShortBias("BF16", 0x7FC0);
        bytes("W13", "BF16 NaN", brain, "NOT_FINITE", "value 0 of layers.0.bias must be finite, was NaN");
        byte[] negative = CraftedWeights.withVariance(-0.5f);
        bytes("W13", "a variance of -0.5", negative, "NEGATIVE_VARIANCE", "running_var[0] is a variance and must be 0");
    }

    private void addOtherNetworks() {
        tensor("W14", "\"shape\":[3,4]", "\"shape\":[4,3]", "transpose them before saving");
        tensor("W14", "\"shape\":[3,4]", "\"shape\":[3,2,2]", "nothing for layers.1.weight [3, 4]");
        tensor("W14", "\"1.bias\"", "\"2.bias\"", "left over 2.bias [3]");
        tensor("W14", "\"1.weight\"", "\"1.weight_orig\"", "left over 1.bias [3]");
        tensor("W14", "\"0.running_mean\"", "\"0.running_meen\"", "left over");
        tensor("W15", "\"1.weight\"", "\"1.kernel\"", "they are named as Keras and Flax do");
        String three = "{"
                + String.join(
                        ",",
                        entry("left.weight", "F32", "[4]", 0, 16),
                        entry("right.bias", "F32", "[4]", 16, 32),
                        entry("mean", "F32", "[4]", 32, 48),
                        entry("first", "F32", "[4]", 48, 64),
                        entry("second", "F32", "[4]", 64, 80),
                        entry("third", "F32", "[4]", 80, 96),
                        entry("fourth", "F32", "[4]", 96, 112))
                + "}";
        bytes("W16", "vectors of one shape", CraftedWeights.bytes(three, new byte[112]), "TENSOR", "left over");
        String ambiguous = three.replaceFirst(".*?(?=\"first\")", "{");
        for (int begin = 48; begin < 112; begin += 16) {
            ambiguous = ambiguous
                    .replace("[" + begin + ",", "[" + (begin - 48) + ",")
                    .replace("," + (begin + 16) + "]", "," + (begin - 32) + "]");
        }
        bytes(
                "W16",
                "four of one shape",
                CraftedWeights.bytes(ambiguous, new byte[64]),
                "TENSOR",
                "could each be any of");
        String codes = "\\u001b[2J\\n\\u202e";
        tensor("W17", "1.bias", codes, "?[2J; ? [3]");
        tensor("W17", "1.bias", "b".repeat(40_000), "bbbb...");
        header("W17", "1.bias", "b".repeat(1_000_000), "STRUCTURE", "exceeds the maximum allowed");
    }

    private void addLargeFiles() {
        String tensor = "{\"a\":{\"dtype\":\"BF16\",\"shape\":[536870784],\"data_offsets\":[0,1073741568]}}";
        sparse(tensor, 1L << 30, "TENSOR", "nothing for layers.0.weight");
        sparse("{}", 1L << 30, "STRUCTURE", "but 1073741568 follow the header");
        sparse("{}", (1L << 30) + 1, "NOT_A_MODEL", "has 1073741825 bytes, but a model has at most 1073741824");
    }

    private void sparse(String json, long size, String reason, String message) {
        String what = size + " bytes, " + json.substring(0, 2);
        add("W18", what, file -> CraftedFile.writeSparse(file, json, size), reason, message);
    }
}
