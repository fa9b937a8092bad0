/** A worker that hands its answer to a caller who has already given up. */
package dev.parkranger.examples.handoff;
