/**
 * The programs that are measured, one for each kind of work: each a JVM of its own that prints its figures and ends.
 * Built for 17, so what is newer is reached through method handles.
 */
@org.jspecify.annotations.NullMarked
package dev.parkranger.benchmarks.work;
