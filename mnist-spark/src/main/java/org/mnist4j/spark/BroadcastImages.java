package org.mnist4j.spark;

import org.apache.spark.broadcast.Broadcast;
import org.mnist4j.sweep.SweepData;

/** The images that the driver has broadcast. */
final class BroadcastImages implements SweepDataSource {

    private static final long serialVersionUID = 1L;

    private final Broadcast<PackedImages[]> parts; // training and held-out images

    BroadcastImages(Broadcast<PackedImages[]> parts) {
        this.parts = parts;
    }

    @Override
    public SweepData load() {
        PackedImages[] both = parts.value();
        return new SweepData(both[0].unpack(), both[1].unpack());
    }
}
