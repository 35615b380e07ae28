package energy.ems.web.security;

import java.io.Serializable;
import java.time.Instant;

/**
 * What a session remembers of the single sign-on that it was opened by.
 *
 * @param provedAt when the provider last asked who it is; null when it does not say
 * @param idToken what the provider knows its own session by; null when it is too long to be kept
 */
public record SignOnProof(Instant provedAt, String idToken) implements Serializable {}
