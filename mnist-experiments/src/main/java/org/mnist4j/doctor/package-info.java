/**
 * Checks whether the library works on this machine, and how to fix what does not.
 *
 * <p>Start at {@link org.mnist4j.doctor.Doctor}; it gives a {@link org.mnist4j.doctor.Diagnosis} of {@link
 * org.mnist4j.doctor.Finding}s. Nothing in the library depends on this package.
 */
@NullMarked
package org.mnist4j.doctor;

import org.jspecify.annotations.NullMarked;
