/** Tests against real sockets, also of servers that answer badly. */
@NullMarked
package dev.chasqui.http;

import org.jspecify.annotations.NullMarked;
