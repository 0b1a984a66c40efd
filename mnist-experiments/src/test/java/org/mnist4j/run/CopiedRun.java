package org.mnist4j.run;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A run that is trained once per test class; each test gets a copy that it may change. */
abstract class CopiedRun {

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    /** Never modified: tests change the copy {@link #run}. */
    static Path original;

    Path run;

    @BeforeAll
    static void train() {
        original = TestRuns.write(shared.resolve("original"), TestRuns.CONFIG, 2);
    }

    @BeforeEach
    void copy() {
        run = TestRuns.copy(original, folder.resolve("run"));
    }

    Verification verify() {
        return Runs.verify(Run.open(run), TestRuns.DATA);
    }
}
