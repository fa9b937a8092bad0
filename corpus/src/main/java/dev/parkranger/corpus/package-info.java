/** Drives the patterns: each for several owners, all of a family in one JVM. Knows nothing of the agent but its public API. */
package dev.parkranger.corpus;
