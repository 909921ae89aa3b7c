/** The frame of the OpenAPI document; what it says of each resource stands at its controller. */
@NullMarked
package dev.chasqui.access.openapi;

import org.jspecify.annotations.NullMarked;
