/** Long runs that are no part of a build: the profile {@code soak} runs them and nothing else. */
@NullMarked
package org.mnist4j.soak;

import org.jspecify.annotations.NullMarked;
