/**
 * What the server lets happen before EMS is asked, set by EMS itself when it starts: how session ids are made, what the
 * server's own pages answer to, that it speaks no HTTP/2 in the clear, and that no two requests share its objects.
 *
 * <p>Payara has no setting for any of the four that holds in all deployments (decision 22), so its own objects are taken
 * in hand: by name, because their classes are no API. What cannot be set, as on another version of Payara, is said in the
 * log, and tests of the running server fail.
 */
package energy.ems.web.server;
