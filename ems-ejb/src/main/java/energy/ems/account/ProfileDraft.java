package energy.ems.account;

import java.time.ZoneId;

/** What everybody may change of their own account. */
public record ProfileDraft(String displayName, String email, ZoneId zone, String language) {}
