/**
 * One JVM with the embedded servers, the simulator and the three services. Has no logic of its own.
 */
@NullMarked
package dev.chasqui.standalone;

import org.jspecify.annotations.NullMarked;
