/** Tests of the log's parts. */
@NullMarked
package dev.chasqui.relay.log;

import org.jspecify.annotations.NullMarked;
