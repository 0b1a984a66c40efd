package org.mnist4j.data.augment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The offsets to all pixels nearer than a radius, the nearest first. */
final class Disc {

    private record Offset(int down, int right, double distance) {}

    private final int[] down;
    private final int[] right;
    private final double[] distances; // ascending

    Disc(double radius) {
        List<Offset> offsets = new ArrayList<>();
        int reach = (int) radius;
        for (int y = -reach; y <= reach; y++) {
            for (int x = -reach; x <= reach; x++) {
                double distance = Math.sqrt(y * y + x * x);
                if (distance < radius) {
                    offsets.add(new Offset(y, x, distance));
                }
            }
        }
        offsets.sort(Comparator.comparingDouble(Offset::distance));
        this.down = offsets.stream().mapToInt(Offset::down).toArray();
        this.right = offsets.stream().mapToInt(Offset::right).toArray();
        this.distances = offsets.stream().mapToDouble(Offset::distance).toArray();
    }

    int size() {
        return distances.length;
    }

    int down(int k) {
        return down[k];
    }

    int right(int k) {
        return right[k];
    }

    double distance(int k) {
        return distances[k];
    }
}
