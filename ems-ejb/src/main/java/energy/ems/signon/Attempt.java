package energy.ems.signon;

import java.net.URI;
import java.time.Instant;

/**
 * A sign-on that has begun: what the browser keeps until it comes back from the provider, sealed.
 *
 * @param state comes back with the answer, which belongs to this browser then
 * @param nonce comes back in the token, which answers this question then
 * @param verifier proves that whoever brings the code is who has asked for it (RFC 7636)
 * @param redirect where the provider sends the browser to
 * @param next the page that was asked for, as the login page's address said it; or null
 * @param proof whether the provider has to say that it has asked who somebody is since
 */
record Attempt(String state, String nonce, String verifier, URI redirect, String next, boolean proof, Instant at) {}
