/**
 * The whole REST API on one port, as its clients see it: against the contract of WhatsApp API
 * Engine, against odd requests, and between tenants.
 */
@NullMarked
package dev.chasqui.e2e.rest;

import org.jspecify.annotations.NullMarked;
