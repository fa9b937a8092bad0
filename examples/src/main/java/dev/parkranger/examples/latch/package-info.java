/** Work that waits for a latch which one path forgets to count down. */
package dev.parkranger.examples.latch;
