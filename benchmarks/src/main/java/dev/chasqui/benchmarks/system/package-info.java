/** What is measured: the servers, the services' processes, and what drives them. */
@NullMarked
package dev.chasqui.benchmarks.system;

import org.jspecify.annotations.NullMarked;
