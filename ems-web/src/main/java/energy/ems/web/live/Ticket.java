package energy.ems.web.live;

/**
 * On whose behalf a connection was opened; handed from the handshake to the endpoint.
 *
 * @param seesAll whether alerts of all devices are sent, as to administrators
 * @param httpSession the id of the portal session, whose end is the connection's end
 * @param login what the portal session is known by among its user's
 * @param sessionGeneration what the login is good under
 * @param newest the newest alert's sequence at the handshake: what comes after it, the connection is sent; null when the
 *     browser says itself what it has seen, or when it could not be looked up
 */
record Ticket(String username, boolean seesAll, String httpSession, long login, long sessionGeneration, Long newest) {

    static final String KEY = Ticket.class.getName();
}
