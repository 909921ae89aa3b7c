package dev.chasqui.e2e.security;

/** How a client shows who it is; each has a listener of the broker and an example in the docs. */
enum Login {
  SCRAM("SASL_SSL"),
  OAUTHBEARER("SASL_SSL"),
  MTLS("SSL");

  private final String protocol;

  Login(String protocol) {
    this.protocol = protocol;
  }

  String protocol() {
    return protocol;
  }
}
