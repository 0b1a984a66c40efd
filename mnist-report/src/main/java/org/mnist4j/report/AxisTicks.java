package org.mnist4j.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Round tick positions that enclose a range: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param step the distance between two ticks, more than 0
 * @param first the number of steps from 0 to the first tick
 * @param last the number of steps from 0 to the last tick, more than {@code first}
 */
record AxisTicks(double step, long first, long last) {

    /** About {@code count} steps that enclose {@code low} to {@code high}, both finite. */
    static AxisTicks enclosing(double low, double high, int count) {
        double rough = (high > low ? high - low : 1) / count;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * power;
        for (double factor : List.of(1.0, 2.0, 5.0)) {
            if (factor * power >= rough * 0.999) {
                step = factor * power;
                break;
            }
        }
        // The tolerance absorbs rounding errors, so that 0.3 / 0.1 does not become the fourth tick.
        long first = (long) Math.floor(low / step + 1e-9);
        long last = (long) Math.ceil(high / step - 1e-9);
        return new AxisTicks(step, first, Math.max(last, first + 1));
    }

    double low() {
        return first * step;
    }

    double high() {
        return last * step;
    }

    List<Double> values() {
        List<Double> values = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            values.add(i * step);
        }
        return values;
    }

    /** The number of decimals needed to distinguish neighbouring ticks. */
    int digits() {
        return (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    }
}
