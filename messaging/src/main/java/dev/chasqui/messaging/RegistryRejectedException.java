package dev.chasqui.messaging;

/**
 * The registry understood a request and said no: an incompatible or invalid schema, an unknown
 * subject. The same request gets the same answer until a person changes something.
 */
public final class RegistryRejectedException extends SerdeException {

  private static final long serialVersionUID = 1L;

  private final int errorCode;

  RegistryRejectedException(String message, int errorCode) {
    super(message, null);
    this.errorCode = errorCode;
  }

  /** The registry's {@code error_code}: 409, 404xx or 422xx as in Confluent's REST API. */
  public int errorCode() {
    return errorCode;
  }

  /** Whether what was asked for (subject, version or schema) does not exist. */
  public boolean notFound() {
    return errorCode / 100 == 404;
  }

  @Override
  public boolean retriable() {
    return false;
  }
}
