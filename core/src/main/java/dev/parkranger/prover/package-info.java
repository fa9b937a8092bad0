/**
 * Proves leaks: takes a heap dump, has another JVM analyse it, and asks the threads again whether they still wait. On
 * demand only, for the dump stops the application.
 */
@NullMarked
package dev.parkranger.prover;

import org.jspecify.annotations.NullMarked;
