/**
 * Reads a heap dump and says which threads nobody can ever wake. Runs in a JVM of its own, beside the application, and
 * needs nothing but the JDK: what it is told and what it answers are lines of text.
 */
@NullMarked
package dev.parkranger.proof;

import org.jspecify.annotations.NullMarked;
