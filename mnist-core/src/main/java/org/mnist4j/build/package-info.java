/**
 * Which build of the library this is: version and git commit, for manifests and model files.
 *
 * <p>It depends on nothing; {@code org.mnist4j.run} records it.
 */
@NullMarked
package org.mnist4j.build;

import org.jspecify.annotations.NullMarked;
