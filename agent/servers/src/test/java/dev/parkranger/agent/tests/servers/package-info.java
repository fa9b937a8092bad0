/**
 * A small shop on one real server after another, as a person could have written it, and the leaks that a person could
 * have written into it. What runs in the forked JVMs.
 */
package dev.parkranger.agent.tests.servers;
