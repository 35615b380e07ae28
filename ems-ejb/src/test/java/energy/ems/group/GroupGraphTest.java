package energy.ems.group;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.Sight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Which group holds which. */
class GroupGraphTest {

    private static Group group(String id, String... groups) {
        Group group = Group.empty(id, "Group " + id, null, 1);
        group.groups().addAll(List.of(groups));
        group.devices().add("device of " + id);
        return group;
    }

    /** What can be reached from a group, found in another way: set by set until nothing is new. */
    private static Set<String> reached(GroupGraph graph, Set<String> from) {
        Set<String> reached = new TreeSet<>(from);
        int before;
        do {
            before = reached.size();
            for (String id : List.copyOf(reached)) {
                if (graph.get(id) != null) {
                    reached.addAll(graph.get(id).groups());
                }
            }
        } while (reached.size() > before);
        return reached;
    }

    /** Circles among them, too: no question about a graph may hang on one. */
    private static GroupGraph random(Random random, int groups) {
        List<Group> all = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            Group group = group("g" + i);
            for (int j = random.nextInt(4); j > 0; j--) {
                group.groups().add("g" + random.nextInt(groups + 1));
            }
            all.add(group);
        }
        return new GroupGraph(all);
    }

    @Property(tries = 500)
    void aGroupHoldsTheDevicesOfAllThatCanBeReachedOnce(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        GroupGraph graph = random(new Random(seed), 8);
        for (Group group : graph.all()) {
            Set<String> expected = new HashSet<>();
            reached(graph, Set.of(group.id())).stream()
                    .filter(id -> graph.get(id) != null)
                    .forEach(id -> expected.add("device of " + id));
            assertThat(graph.content(group).deviceIds()).isEqualTo(expected);
        }
    }

    @Property(tries = 500)
    void aCircleIsToldWhereOneWouldCloseAndNowhereElse(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        GroupGraph graph = random(random, 8);
        Group group = graph.get("g" + random.nextInt(8));
        Set<String> members = new TreeSet<>(List.of("g" + random.nextInt(8), "g" + random.nextInt(8)));

        List<Group> circle = graph.circle(group, members);

        assertThat(!circle.isEmpty()).isEqualTo(reached(graph, members).contains(group.id()));
        if (!circle.isEmpty()) {
            assertThat(circle.get(0)).isSameAs(group);
            assertThat(circle.get(circle.size() - 1)).isSameAs(group);
            assertThat(members).contains(circle.get(1).id());
            for (int i = 1; i + 1 < circle.size(); i++) {
                assertThat(circle.get(i).groups()).contains(circle.get(i + 1).id());
            }
        }
    }

    @Test
    void theCircleIsNamedFromTheGroupToItself() {
        Group top = group("top", "middle");
        GroupGraph graph = new GroupGraph(List.of(top, group("middle", "low"), group("low")));

        assertThat(graph.circle(graph.get("low"), Set.of("top")))
                .extracting(Group::id)
                .containsExactly("low", "top", "middle", "low");
        assertThat(graph.circle(top, Set.of("top"))).extracting(Group::id).containsExactly("top", "top");
        assertThat(graph.circle(top, Set.of("low", "middle"))).isEmpty();
    }

    @Test
    void depthCountsWhatLiesAroundAndWhatLiesInIt() {
        GroupGraph graph =
                new GroupGraph(List.of(group("a", "b"), group("b"), group("c", "d"), group("d", "e"), group("e")));

        assertThat(graph.depth(graph.get("b"), Set.of())).isEqualTo(2);
        assertThat(graph.depth(graph.get("b"), Set.of("c"))).isEqualTo(5);
        assertThat(graph.depth(graph.get("b"), Set.of("e", "c"))).isEqualTo(5);
        assertThat(graph.depth(group("new"), Set.of("a"))).isEqualTo(3);
    }

    @Test
    void aGroupIsSeenByADeviceThatLiesDeepInIt() {
        Group low = group("low");
        low.places().add("Site/House");
        GroupGraph graph = new GroupGraph(List.of(group("top", "middle"), group("middle", "low", "top"), low));

        assertThat(graph.isSeen(graph.get("top"), new Sight(false, Map.of(), Map.of("Site", 1L, "Site/House", 1L))))
                .isTrue();
        assertThat(new GroupGraph(graph.all())
                        .isSeen(graph.get("top"), new Sight(false, Map.of("other", "Other"), Map.of("Site", 1L))))
                .isFalse();
    }
}
