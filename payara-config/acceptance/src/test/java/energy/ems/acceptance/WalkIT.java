package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Every control of every page is known, and does what it is for. */
@Timeout(600)
class WalkIT {

    private Household household;
    private Visitor visitor;

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
    }

    @TestFactory
    Stream<DynamicNode> everyControl() {
        FrameWalk frame = new FrameWalk(visitor, household);
        List<Walk> pages = List.of(
                frame,
                new DashboardWalk(visitor, household),
                new ConsumptionWalk(visitor, household),
                new AlertsWalk(visitor, household),
                new DevicesWalk(visitor, household),
                new UsersWalk(visitor, household),
                new OperationWalk.Unassigned(visitor, household),
                new OperationWalk.Quarantine(visitor, household),
                new OperationWalk.DeadLetters(visitor, household),
                new OperationWalk.Synchronisation(visitor, household),
                new OperationWalk.System(visitor, household),
                new ReadingsWalk(visitor, household),
                new AuditWalk(visitor, household),
                new AccountWalk(visitor, household));
        return pages.stream().map(page -> DynamicContainer.dynamicContainer(page.page(), tests(page, frame)));
    }

    private Stream<DynamicTest> tests(Walk page, Walk frame) {
        String staff = household.staff(Language.ENGLISH);
        DynamicTest known = DynamicTest.dynamicTest("has no control that nobody knows", () -> {
            visitor.as(staff);
            assertThat(page.unknown(frame)).isEmpty();
        });
        Stream<DynamicTest> used = page.table().entrySet().stream()
                .map(control -> DynamicTest.dynamicTest(control.getKey(), () -> {
                    visitor.as(staff);
                    page.open();
                    control.getValue().run();
                    visitor.assertNoComplaints();
                }));
        // What stands around a page is known to every page; the page that shows it is walked for itself.
        return page == frame ? used : Stream.concat(Stream.of(known), used);
    }
}
