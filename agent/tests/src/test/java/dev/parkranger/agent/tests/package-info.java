/**
 * The shipped jar in a JVM of its own: each test starts a small program under the agent, drives it over its standard
 * input, and reads what a user would read. Nothing here sees the agent's classes.
 */
package dev.parkranger.agent.tests;
