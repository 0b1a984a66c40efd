/**
 * Version and git commit of this build of the library, for manifests and model files.
 *
 * <p>It has no dependencies; {@code org.mnist4j.run} records it.
 */
@NullMarked
package org.mnist4j.build;

import org.jspecify.annotations.NullMarked;
