package energy.ems.group;

import java.util.Collection;

/**
 * What somebody wants a group to be.
 *
 * @param devices their ids
 * @param places their paths; each stands for all below it, now and later
 * @param groups their ids
 */
public record GroupDraft(
        String name, Collection<String> devices, Collection<String> places, Collection<String> groups) {}
