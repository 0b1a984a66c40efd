/**
 * Kernels on the JDK's Vector API, found by {@link java.util.ServiceLoader} and used where {@code jdk.incubator.vector} is
 * there. Internal; not for use by applications, which only add the module and the option {@code --add-modules
 * jdk.incubator.vector}.
 */
@NullMarked
package org.mnist4j.vector;

import org.jspecify.annotations.NullMarked;
