/**
 * Programs that a user could have written, each leak beside its fixed twin. Nothing here knows the agent: it is only
 * the application that the agent looks at.
 */
package dev.parkranger.examples;
