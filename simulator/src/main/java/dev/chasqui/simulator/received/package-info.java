/**
 * What arrived: the count by biz_opaque_callback_data, rates, and the latest messages for looking.
 */
@NullMarked
package dev.chasqui.simulator.received;

import org.jspecify.annotations.NullMarked;
