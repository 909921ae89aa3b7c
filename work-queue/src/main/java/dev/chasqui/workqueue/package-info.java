/** The durable queue with lanes and pace, on plain JDBC. Knows no Spring and no other module. */
@NullMarked
package dev.chasqui.workqueue;

import org.jspecify.annotations.NullMarked;
