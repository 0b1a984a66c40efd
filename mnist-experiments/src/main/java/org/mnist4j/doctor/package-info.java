/**
 * Checks whether the library works on this machine, and reports fixes.
 *
 * <p>Start at {@link org.mnist4j.doctor.Doctor}; it returns a {@link org.mnist4j.doctor.Diagnosis} with one {@link
 * org.mnist4j.doctor.Finding} per check. Nothing in the library depends on this package.
 */
@NullMarked
package org.mnist4j.doctor;

import org.jspecify.annotations.NullMarked;
