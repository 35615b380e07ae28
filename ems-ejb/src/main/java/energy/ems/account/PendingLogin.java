package energy.ems.account;

import java.io.Serializable;

/**
 * Somebody whose password was right and whose code is awaited.
 *
 * @param sessionGeneration the account's when the password was checked
 */
public record PendingLogin(String username, long sessionGeneration) implements Serializable {}
