package org.mnist4j.benchmarks;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.bytedeco.javacpp.FloatPointer;
import org.mnist4j.kernel.SumBlock;
import org.mnist4j.kernel.WeightedSums;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Matrix products by the kernels behind every layer, on one thread, beside OpenBLAS and beside the most that the
 * processor can do. The counter {@code gflops} is 10<sup>9</sup> floating-point operations per second, a fused
 * multiply-add being two.
 */
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {

    static final String ADD_MODULES = "--add-modules";
    static final String VECTOR_API = "jdk.incubator.vector";

    /** Counts operations. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Operations {
        /** Billions of them. */
        public double gflops;
    }

    /** Factors {@code [m][k]}, weights {@code [k][n]} and sums {@code [m][n]}. */
    @State(Scope.Thread)
    public static class Product {
        /**
         * {@code m x k x n}: the first layer of 784-128-10; two convolutions of 32 and 64 filters; a wide layer; the
         * second convolution of LeNet-5; the same two convolutions plane by plane.
         */
        @Param({"128x784x128", "784x288x32", "196x576x64", "128x128x1024", "100x150x16", "32x288x784", "64x576x196"})
        public String shape;

        private int m;
        private int k;
        private int n;
        private float[][] x;
        private float[][] weights;
        private float[][] y;
        private int[] all;

        /** Fills the matrices with small positive numbers, none of them zero. */
        @Setup
        public void fill() {
            int[] sides =
                    Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
            m = sides[0];
            k = sides[1];
            n = sides[2];
            x = filled(m, k);
            weights = filled(k, n);
            y = filled(m, n);
            all = IntStream.range(0, k).toArray();
        }

        private static float[][] filled(int rows, int columns) {
            float[][] matrix = new float[rows][columns];
            for (int i = 0; i < rows * columns; i++) {
                matrix[i / columns][i % columns] = (1 + i % 13) / 14f;
            }
            return matrix;
        }

        double gflops() {
            return 2e-9 * m * k * n;
        }
    }

    /** This library's kernels, those that a JVM with these options uses. */
    @State(Scope.Thread)
    public static class Kernels {
        private SumBlock block = new SumBlock(0, 0);
        private WeightedSums sums;

        /** Waits until the vector kernels, if they are there, are compiled. */
        @Setup
        public void choose(Product product) throws InterruptedException {
            block = new SumBlock(product.k, product.n);
            boolean vector = ModuleLayer.boot().findModule(VECTOR_API).isPresent();
            String expected = vector ? "vector" : "plain";
            for (int tenth = 0; !(sums = WeightedSums.current()).name().startsWith(expected); tenth++) {
                if (tenth == 300) {
                    throw new IllegalStateException(
                            String.format(Locale.ROOT, "expected %s kernels, there are %s", expected, sums.name()));
                }
                Thread.sleep(100);
            }
        }

        /** The sums of all rows, {@link SumBlock#ROWS} at a time. */
        float[][] dense(Product p) {
            for (float[] row : p.y) {
                Arrays.fill(row, 0);
            }
            sums.addProduct(p.x, 0, p.m, p.k, p.weights, p.y, p.n, block);
            return p.y;
        }

        /** The sums of one row after the other over the terms that are not zero: here all of them. */
        float[][] sparse(Product p) {
            for (int row = 0; row < p.m; row++) {
                Arrays.fill(p.y[row], 0);
                sums.add(p.weights, p.all, 0, p.x[row], 0, p.k, p.y[row], p.n);
            }
            return p.y;
        }
    }

    /** OpenBLAS's matrices; it writes another one, so that the numbers stay as they are. */
    @State(Scope.Thread)
    public static class Blas {
        private FloatPointer x;
        private FloatPointer weights;
        private FloatPointer y;

        /** Allocates them outside the heap. */
        @Setup
        public void fill(Product product) {
            blas_set_num_threads(1);
            x = GemmFloor.filled(product.m, product.k);
            weights = GemmFloor.filled(product.k, product.n);
            y = GemmFloor.filled(product.m, product.n);
        }
    }

    /** What a loop of fused multiply-adds without any access to memory needs. */
    @State(Scope.Thread)
    public static class Loop {
        /** Read at run time, so that the compiler does not unroll the loop as a whole. */
        public int from;

        /** Where it ends. */
        public int to;

        /** Sets the bounds. */
        @Setup(Level.Iteration)
        public void bounds() {
            from = 0;
            to = 10_000;
        }
    }

    /** Dense sums in plain Java. */
    @Benchmark
    public Object plainDense(Kernels kernels, Product product, Operations operations) {
        operations.gflops += product.gflops();
        return kernels.dense(product);
    }

    /** Sums over non-zero terms in plain Java. */
    @Benchmark
    public Object plainSparse(Kernels kernels, Product product, Operations operations) {
        operations.gflops += product.gflops();
        return kernels.sparse(product);
    }

    /** Dense sums with the Vector API. */
    @Benchmark
    @Fork(
            value = 1,
            jvmArgsAppend = {ADD_MODULES, VECTOR_API})
    public Object vectorDense(Kernels kernels, Product product, Operations operations) {
        operations.gflops += product.gflops();
        return kernels.dense(product);
    }

    /** Sums over non-zero terms with the Vector API. */
    @Benchmark
    @Fork(
            value = 1,
            jvmArgsAppend = {ADD_MODULES, VECTOR_API})
    public Object vectorSparse(Kernels kernels, Product product, Operations operations) {
        operations.gflops += product.gflops();
        return kernels.sparse(product);
    }

    /** The product by OpenBLAS, the one that Deeplearning4j brings. */
    @Benchmark
    public Object openBlas(Blas blas, Product product, Operations operations) {
        operations.gflops += product.gflops();
        GemmFloor.multiply(
                CblasNoTrans, CblasNoTrans, product.m, product.n, product.k, blas.x, blas.weights, 0, blas.y);
        return blas.y;
    }

    /** Fused multiply-adds on twelve vectors that stay in registers: no kernel can be faster. */
    @Benchmark
    @Fork(
            value = 1,
            jvmArgsAppend = {ADD_MODULES, VECTOR_API})
    public float fmaInRegisters(Loop loop, Operations operations) {
        operations.gflops += 2e-9 * Registers.operations() * (loop.to - loop.from);
        return Registers.fma(loop.from, loop.to);
    }

    /** In a class of its own, since the JVMs of other methods do not have the Vector API. */
    private static final class Registers {

        private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

        private Registers() {}

        /** Fused multiply-adds per step. */
        static int operations() {
            return 12 * SPECIES.length();
        }

        static float fma(int from, int to) {
            FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
            // Different starts: the compiler computes equal chains once.
            FloatVector a = FloatVector.broadcast(SPECIES, 1f);
            FloatVector b = FloatVector.broadcast(SPECIES, 2f);
            FloatVector c = FloatVector.broadcast(SPECIES, 3f);
            FloatVector d = FloatVector.broadcast(SPECIES, 4f);
            FloatVector e = FloatVector.broadcast(SPECIES, 5f);
            FloatVector f = FloatVector.broadcast(SPECIES, 6f);
            FloatVector g = FloatVector.broadcast(SPECIES, 7f);
            FloatVector h = FloatVector.broadcast(SPECIES, 8f);
            FloatVector i = FloatVector.broadcast(SPECIES, 9f);
            FloatVector j = FloatVector.broadcast(SPECIES, 10f);
            FloatVector k = FloatVector.broadcast(SPECIES, 11f);
            FloatVector l = FloatVector.broadcast(SPECIES, 12f);
            for (int step = from; step < to; step++) {
                a = a.fma(half, half);
                b = b.fma(half, half);
                c = c.fma(half, half);
                d = d.fma(half, half);
                e = e.fma(half, half);
                f = f.fma(half, half);
                g = g.fma(half, half);
                h = h.fma(half, half);
                i = i.fma(half, half);
                j = j.fma(half, half);
                k = k.fma(half, half);
                l = l.fma(half, half);
            }
            FloatVector sum = a.add(b)
                    .add(c)
                    .add(d)
                    .add(e)
                    .add(f)
                    .add(g)
                    .add(h)
                    .add(i)
                    .add(j)
                    .add(k)
                    .add(l);
            return sum.reduceLanes(VectorOperators.ADD);
        }
    }
}
