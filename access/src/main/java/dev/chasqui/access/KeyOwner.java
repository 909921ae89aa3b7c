package dev.chasqui.access;

/**
 * Whom a key belongs to. Immutable.
 *
 * @param caller what it would open
 * @param tenantEnabled false: it opens nothing while that is so
 * @param accountEnabled the same
 */
public record KeyOwner(Caller caller, boolean tenantEnabled, boolean accountEnabled) {

  /**
   * Who calls with the key.
   *
   * @throws ApiException 403 if its tenant or its account is disabled
   */
  Caller requireEnabled() {
    if (!tenantEnabled) {
      throw ApiException.tenantDisabled();
    }
    if (!accountEnabled) {
      throw ApiException.accountDisabled();
    }
    return caller;
  }
}
