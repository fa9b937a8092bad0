/** A watchdog that goes on watching a request long after it was answered. */
package dev.parkranger.examples.watchdog;
