/** What is measured: the servers, the sender's processes, and the backend that drives them. */
@NullMarked
package dev.chasqui.benchmarks.system;

import org.jspecify.annotations.NullMarked;
