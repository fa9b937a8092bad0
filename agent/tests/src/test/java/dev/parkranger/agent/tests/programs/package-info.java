/**
 * What runs in the forked JVMs: programs as a person could have written them, each obeying a few commands on its standard
 * input, so that one JVM serves several checks.
 */
package dev.parkranger.agent.tests.programs;
