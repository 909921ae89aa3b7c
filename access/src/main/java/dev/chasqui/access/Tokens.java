package dev.chasqui.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Makes and checks clients' tokens: JWTs (RFC 7519) that are signed with HS256. Thread-safe. */
final class Tokens {

  /** How long a token is valid. */
  static final Duration LIFE = Duration.ofHours(1);

  private static final String ISSUER = "chasqui";
  private static final String AUDIENCE = "chasqui-api";

  private final SigningKeys keys;
  private final Clock clock;

  Tokens(SigningKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Makes a token for a client of a tenant. */
  String issue(String clientId, long tenantId) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    SigningKeys.SigningKey key = keys.current();
    JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).type("JWT").build();
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer(ISSUER)
            .audience(List.of(AUDIENCE))
            .subject(clientId)
            .claim("tenant", tenantId)
            .id(UUID.randomUUID().toString())
            .issuedAt(now)
            .expiresAt(now.plus(LIFE))
            .build();
    return NimbusJwtEncoder.withSecretKey(key.secret())
        .jwkPostProcessor(jwk -> jwk.keyID(key.id()))
        .build()
        .encode(JwtEncoderParameters.from(header, claims))
        .getTokenValue();
  }

  /** Checks tokens: by whom and for whom they are, until when, and their signature. */
  JwtDecoder decoder() {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSKeySelector((header, _) -> candidates(header));
    // The decoder's validators look at the claims.
    processor.setJWTClaimsSetVerifier((_, _) -> {});
    var decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            List.<OAuth2TokenValidator<Jwt>>of(
                times(), new JwtIssuerValidator(ISSUER), new JwtAudienceValidator(AUDIENCE))));
    return decoder;
  }

  private JwtTimestampValidator times() {
    var times = new JwtTimestampValidator(Duration.ZERO);
    times.setClock(clock);
    return times;
  }

  /** The one key that may have signed it; none whatever else its header says. */
  private List<? extends Key> candidates(JWSHeader header) throws KeySourceException {
    try {
      return header.getAlgorithm().equals(JWSAlgorithm.HS256)
          ? keys.find(header.getKeyID()).stream().toList()
          : List.of();
    } catch (DataAccessException | SealedSecretException e) {
      // Not the token's fault.
      throw new RemoteKeySourceException("The keys of tokens cannot be read", e);
    }
  }
}
