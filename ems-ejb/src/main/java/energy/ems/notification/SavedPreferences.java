package energy.ems.notification;

/**
 * Preferences that were just saved.
 *
 * @param secret of the webhook, where it was made by this; to be shown this once, otherwise null
 */
public record SavedPreferences(Preferences preferences, String secret) {}
