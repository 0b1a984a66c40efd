/**
 * The one source of randomness, {@link org.mnist4j.random.RandomStream}: a named stream of numbers per seed and purpose.
 *
 * <p>Not exported: for this library's own modules.
 */
@NullMarked
package org.mnist4j.random;

import org.jspecify.annotations.NullMarked;
