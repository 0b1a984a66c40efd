package org.mnist4j.data;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** IDX files under MNIST's names. */
final class ExportedIdx {

    private ExportedIdx() {}

    static void write(TrainTest images, Path folder) throws IOException {
        IdxLayout names = IdxLayout.require("mnist");
        write(images.train(), folder.resolve(names.trainImages()), folder.resolve(names.trainLabels()));
        write(images.test(), folder.resolve(names.testImages()), folder.resolve(names.testLabels()));
    }

    private static void write(ImageDataset images, Path imageFile, Path labelFile) throws IOException {
        try (DataOutputStream out = open(imageFile)) {
            out.writeInt(IdxHeader.UINT8 << 8 | 3);
            out.writeInt(images.size());
            out.writeInt(images.shape().height());
            out.writeInt(images.shape().width());
            for (int i = 0; i < images.size(); i++) {
                out.write(images.pixels(i));
            }
        }
        try (DataOutputStream out = open(labelFile)) {
            out.writeInt(IdxHeader.UINT8 << 8 | 1);
            out.writeInt(images.size());
            for (int label : images.labels()) {
                out.writeByte(label);
            }
        }
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }
}
