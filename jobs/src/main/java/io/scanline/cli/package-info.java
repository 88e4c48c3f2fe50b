/** The command line: one class a command, which parses options, runs the job and turns its result into text and an exit code. Reads options, environment and configuration file; writes standard output and error. */
package io.scanline.cli;
