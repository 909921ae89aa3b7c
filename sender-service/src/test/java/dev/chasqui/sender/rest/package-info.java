/** What callers of the REST resources are told. */
@NullMarked
package dev.chasqui.sender.rest;

import org.jspecify.annotations.NullMarked;
