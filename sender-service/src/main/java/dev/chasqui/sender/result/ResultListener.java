package dev.chasqui.sender.result;

import dev.chasqui.schemas.CommandResult;
import java.util.List;

/** Told of results once they are committed, each of them once. Returns at once, never throws. */
@FunctionalInterface
public interface ResultListener {

  /** These results are decided for good. */
  void committed(List<CommandResult> results);
}
