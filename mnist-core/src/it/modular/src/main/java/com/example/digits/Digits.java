package com.example.digits;

import java.nio.file.Path;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Model;
import org.mnist4j.train.Trainer;

/** Reads a configuration as JSON, trains, saves, loads and measures, as a named module. */
public final class Digits {

    private Digits() {}

    public static void main(String[] args) {
        ExperimentConfig config = ExperimentConfig.fromJson(ExperimentConfig.preset("seed").toBuilder()
                .epochs(1)
                .build()
                .toJson());
        ImageDataset images = Mnist.loadTest();
        Trainer.of(config).fit(images).model().save(Path.of("model.safetensors"));
        Model model = Model.load(Path.of("model.safetensors"));
        System.out.println(Trainer.class.getModule() + ": accuracy " + model.evaluate(images).accuracy());
        for (String name : new String[] {"engine", "kernel", "storage"}) {
            boolean exported = Trainer.class.getModule().isExported("org.mnist4j." + name, Digits.class.getModule());
            System.out.println(name + (exported ? " is exported" : " is not exported"));
        }
    }
}
