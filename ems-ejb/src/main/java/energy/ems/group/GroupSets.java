package energy.ems.group;

import energy.ems.boundary.Audience;
import energy.ems.metering.PlaceFigures;
import energy.ems.metering.Sight;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Optional;

/** Groups in the eyes of whoever is named. Inside the house alone: callers come in by {@link Groups}. */
@ApplicationScoped
public class GroupSets {

    @Inject
    StoredGroups stored;

    @Inject
    PlaceFigures figures;

    /** @return empty where they see no such group */
    public Optional<NamedSet> find(Audience audience, String id) {
        SeenGroups seen = seen(audience);
        return Optional.ofNullable(seen.find(id))
                .map(group -> new NamedSet(group.id(), group.name(), seen.content(group)));
    }

    /** It costs at most three queries, however many groups and devices there are. */
    SeenGroups seen(Audience audience) {
        Collection<Group> groups = stored.of(audience.username());
        return new SeenGroups(groups, groups.isEmpty() ? Sight.OF_ALL : figures.sight(audience));
    }
}
