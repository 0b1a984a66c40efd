package org.mnist4j.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildInfoTest {

    @Test
    void current_build_namesItsCommit() {
        BuildInfo build = BuildInfo.current();

        assertThat(build.commit()).matches("[0-9a-f]{40}|unknown");
        // Both come from one file: a build inside a checkout knows its version too.
        if (!build.commit().equals(BuildInfo.UNKNOWN)) {
            assertThat(build.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
        }
    }
}
