package org.mnist4j.model;

import java.nio.charset.StandardCharsets;

/** Recognizes files that are mistaken for model files, by their first bytes. */
final class ForeignFile {

    private ForeignFile() {}

    static String describe(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.isEmpty()) {
            return "is empty; copy or download it again";
        }
        if (text.startsWith("PK\3\4")) {
            return "is a zip file, as torch.save and other libraries' serializers write;"
                    + " this library reads safetensors only, as safetensors.torch.save_file writes";
        }
        if (text.startsWith("\u0080\2")) {
            return "is a Python pickle, which could run any code; this library reads safetensors only, as"
                    + " safetensors.torch.save_file writes";
        }
        if (text.replace("\u00EF\u00BB\u00BF", "").strip().startsWith("<")) {
            return "is HTML or XML, perhaps a server's error page saved instead of the model; download it again";
        }
        if (text.startsWith("version h")) {
            return "is a Git LFS pointer and not the file itself; fetch it with git lfs pull";
        }
        if (text.startsWith("\u001F\u008B")) {
            return "is a gzip file; decompress it first";
        }
        if (text.startsWith("\u0089HDF")) {
            return "is an HDF5 file, perhaps written by Keras; this library reads safetensors only";
        }
        return "is not a safetensors file: its header does not begin with { after 8 bytes of length;"
                + " name a model.safetensors";
    }
}
