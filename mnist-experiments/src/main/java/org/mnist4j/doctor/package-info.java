/**
 * Whether this machine can do what the library does, and what to mend where it cannot.
 *
 * <p>Start at {@link org.mnist4j.doctor.Doctor}; it gives a {@link org.mnist4j.doctor.Diagnosis} of {@link
 * org.mnist4j.doctor.Finding}s. Nothing in the library depends on this package.
 */
@NullMarked
package org.mnist4j.doctor;

import org.jspecify.annotations.NullMarked;
