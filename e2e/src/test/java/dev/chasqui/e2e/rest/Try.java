package dev.chasqui.e2e.rest;

import dev.chasqui.e2e.rest.Call.Change;
import dev.chasqui.e2e.rest.Document.Operation;
import java.util.List;

/** A request that is to be tried. Immutable. */
sealed interface Try {

  RawRequest request(Callers callers);

  /** A good one with changes, or with none. */
  record Changed(Operation operation, List<Change> changes) implements Try {

    @Override
    public RawRequest request(Callers callers) {
      Call call = callers.call(operation);
      for (Change change : changes) {
        call = call.with(change);
      }
      return call.raw();
    }
  }

  /** One that is odd in all. */
  record Odd(RawRequest raw) implements Try {

    @Override
    public RawRequest request(Callers callers) {
      return raw;
    }
  }
}
