/** Messages to many recipients: jobs, and what feeds them into the work queue. */
@NullMarked
package dev.chasqui.sender.bulk;

import org.jspecify.annotations.NullMarked;
