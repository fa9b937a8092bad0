/** Cancellation done right: one deadline handed down, every child joined. */
package dev.parkranger.examples.deadline;
