/** Tests of the whole service, over HTTP and Kafka. */
@NullMarked
package dev.chasqui.inbound;

import org.jspecify.annotations.NullMarked;
