package org.mnist4j.spark;

import java.io.Serializable;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.mnist4j.model.Model;

/** A model as plain values, which is what is broadcast; each executor makes one model of it. */
final class PackedModel implements Serializable {

    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, String> metadata;
    private final float[] parameters;

    private transient volatile @Nullable Model model;

    PackedModel(Model model) {
        this.metadata = new LinkedHashMap<>(model.metadata());
        this.parameters = model.parameters();
    }

    Model model() {
        Model made = model;
        if (made == null) {
            synchronized (this) {
                made = model;
                if (made == null) {
                    made = Model.of("the model that the driver has sent", metadata, parameters);
                    model = made;
                }
            }
        }
        return made;
    }
}
