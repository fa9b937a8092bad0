/** What an application may tell the agent about its own pieces of work. Inert methods, which the agent brings to life. */
package dev.parkranger.api;
