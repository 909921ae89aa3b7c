package dev.chasqui.sender.rest;

import dev.chasqui.schemas.SendCommand;
import java.util.function.UnaryOperator;

/**
 * A message that can be sent.
 *
 * @param phone to whom, as the call says
 * @param content puts what it says into the command
 */
record Draft(String phone, UnaryOperator<SendCommand.Builder> content) {}
