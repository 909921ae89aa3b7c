/** Tests of the whole relay, over HTTP and Kafka. */
@NullMarked
package dev.chasqui.relay;

import org.jspecify.annotations.NullMarked;
