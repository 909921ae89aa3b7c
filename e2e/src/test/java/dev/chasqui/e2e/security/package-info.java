/** The services and a Kafka that demands TLS, logins and rights. */
@NullMarked
package dev.chasqui.e2e.security;

import org.jspecify.annotations.NullMarked;
