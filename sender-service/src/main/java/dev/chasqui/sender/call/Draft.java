package dev.chasqui.sender.call;

import dev.chasqui.schemas.SendCommand;
import java.util.function.UnaryOperator;

/**
 * A message that can be sent.
 *
 * @param to to whom, as the call says
 * @param content puts what it says into the command
 */
public record Draft(String to, UnaryOperator<SendCommand.Builder> content) {}
