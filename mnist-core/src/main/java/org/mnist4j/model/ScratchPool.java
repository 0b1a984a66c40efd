package org.mnist4j.model;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Scratch space that is lent for a prediction: as many threads may predict as there are, but what idle ones leave behind is
 * bounded. A thread finds its own again without allocation, unless many others predict at the same time.
 */
final class ScratchPool {

    private static final int SLOTS = 32; // a power of two

    private final Supplier<ForwardPass.Scratch> factory;
    private final AtomicReferenceArray<ForwardPass.Scratch> idle = new AtomicReferenceArray<>(SLOTS);

    ScratchPool(Supplier<ForwardPass.Scratch> factory) {
        this.factory = factory;
    }

    /** Takes scratch space for the calling thread, which must {@link #giveBack} it. */
    ForwardPass.Scratch take() {
        int first = firstSlot();
        for (int i = 0; i < SLOTS; i++) {
            int slot = (first + i) % SLOTS;
            if (idle.getPlain(slot) != null) {
                ForwardPass.Scratch scratch = idle.getAndSet(slot, null);
                if (scratch != null) {
                    return scratch;
                }
            }
        }
        return factory.get();
    }

    /** Keeps the scratch space for later, or lets it go if there is enough of it. */
    void giveBack(ForwardPass.Scratch scratch) {
        int first = firstSlot();
        for (int i = 0; i < SLOTS; i++) {
            int slot = (first + i) % SLOTS;
            if (idle.getPlain(slot) == null && idle.compareAndSet(slot, null, scratch)) {
                return;
            }
        }
    }

    private static int firstSlot() {
        return Thread.currentThread().hashCode() & SLOTS - 1;
    }
}
