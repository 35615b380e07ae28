package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/**
 * Every control of every page is known, and does what it is for. Who works at one page walks there alone with
 * {@code -Dacceptance.walk=}, a part of what the walk is called, for instance {@code ROMANIAN PHONE alerts.xhtml}.
 */
@Timeout(600)
class WalkIT {

    private static final boolean EVERYWHERE = Boolean.getBoolean("acceptance.walk.everywhere");
    private static final String WANTED = System.getProperty("acceptance.walk", "");

    private static final List<Class<? extends Walk>> OF_THE_STAFF = List.of(
            PortfolioWalk.class,
            DevicesWalk.class,
            OperationWalk.Unassigned.class,
            OperationWalk.Quarantine.class,
            OperationWalk.Findings.class,
            OperationWalk.DeadLetters.class,
            OperationWalk.Synchronisation.class,
            OperationWalk.System.class,
            OperationWalk.Security.class,
            ReadingsWalk.class,
            ImportsWalk.class,
            AuditWalk.class);

    private Household household;
    private Visitor visitor;
    private ServerLog log;

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
        log = ServerLog.fromNowOn(household.system);
    }

    /**
     * Once in each language, at each width and for each role: in English at a desk an administrator, in Romanian on a
     * phone a household, an operator where households do not go, and the administrator where only they may go. Each of
     * them everywhere at the other width as well when {@code acceptance.walk.everywhere} is true. What a width or a role
     * does not show is not used there.
     */
    @TestFactory
    Stream<DynamicNode> everyControl() {
        List<DynamicNode> walks = new ArrayList<>();
        walks.add(administrator(Language.ENGLISH, Visitor.Width.DESK));
        walks.add(everybody(Language.ROMANIAN, Visitor.Width.PHONE));
        if (EVERYWHERE) {
            walks.add(administrator(Language.ROMANIAN, Visitor.Width.PHONE));
            walks.add(household(Language.ENGLISH, Visitor.Width.DESK));
            walks.add(operator(Language.ROMANIAN, Visitor.Width.PHONE));
            walks.add(operator(Language.ROMANIAN, Visitor.Width.DESK));
            walks.add(household(Language.ENGLISH, Visitor.Width.PHONE));
        }
        walks.add(DynamicTest.dynamicTest("left no complaint in the server's log", () -> log.assertNoComplaints()));
        return walks.stream();
    }

    private DynamicNode administrator(Language language, Visitor.Width width) {
        FrameWalk frame = new FrameWalk(visitor, household, language);
        return walk(language + " " + width, withPanels(pages(frame, language), language, width), frame, width);
    }

    /** Each page by the one whose page it is. */
    private DynamicNode everybody(Language language, Visitor.Width width) {
        FrameWalk frame = new FrameWalk(visitor, household, language);
        List<Walk> pages = pages(frame, language);
        pages.stream()
                .filter(page -> !isOfAdministrators(page))
                .forEach(page ->
                        page.as(page == frame || isOfTheStaff(page) ? household.operator() : household.home(language)));
        return walk("EVERYBODY " + language + " " + width, withPanels(pages, language, width), frame, width);
    }

    /** Panels open where an administrator works. */
    private DynamicNode operator(Language language, Visitor.Width width) {
        FrameWalk frame = new FrameWalk(visitor, household, language);
        List<Walk> pages = pages(frame, language);
        pages.stream().filter(page -> !isOfAdministrators(page)).forEach(page -> page.as(household.operator()));
        return walk("OPERATOR " + language + " " + width, withPanels(pages, language, width), frame, width);
    }

    private List<Walk> withPanels(List<Walk> pages, Language language, Visitor.Width width) {
        pages.addAll(PanelWalk.all(visitor, household, language));
        if (width == Visitor.Width.PHONE) {
            pages.add(PanelWalk.drawer(visitor, household, language));
        }
        return pages;
    }

    /** Those see less; what they see they may use. */
    private DynamicNode household(Language language, Visitor.Width width) {
        FrameWalk frame = new FrameWalk(visitor, household, language);
        List<Walk> pages = pages(frame, language);
        pages.removeIf(page -> isOfAdministrators(page) || isOfTheStaff(page));
        pages.forEach(page -> page.as(household.home(language)));
        return walk("USER " + language + " " + width, pages, frame, width);
    }

    private static boolean isOfTheStaff(Walk page) {
        return OF_THE_STAFF.stream().anyMatch(staff -> staff.isInstance(page));
    }

    private static boolean isOfAdministrators(Walk page) {
        return page instanceof UsersWalk || page instanceof TariffsWalk || page instanceof OperationWalk.Storage;
    }

    private List<Walk> pages(FrameWalk frame, Language language) {
        return new ArrayList<>(List.of(
                frame,
                new DashboardWalk(visitor, household, language),
                new ConsumptionWalk(visitor, household, language),
                new TogetherWalk(visitor, household, language),
                new PlacesWalk(visitor, household, language),
                new GroupsWalk(visitor, household, language),
                new GroupWalk(visitor, household, language),
                new BillWalk(visitor, household, language),
                new AlertsWalk(visitor, household, language),
                new PortfolioWalk(visitor, household, language),
                new DevicesWalk(visitor, household, language),
                new UsersWalk(visitor, household, language),
                new TariffsWalk(visitor, household, language),
                new OperationWalk.Unassigned(visitor, household, language),
                new OperationWalk.Quarantine(visitor, household, language),
                new OperationWalk.Findings(visitor, household, language),
                new OperationWalk.DeadLetters(visitor, household, language),
                new OperationWalk.Synchronisation(visitor, household, language),
                new OperationWalk.System(visitor, household, language),
                new OperationWalk.Storage(visitor, household, language),
                new OperationWalk.Security(visitor, household, language),
                new ReadingsWalk(visitor, household, language),
                new ImportsWalk(visitor, household, language),
                new AuditWalk(visitor, household, language),
                new AccountWalk(visitor, household, language),
                new MessagesWalk(visitor, household, language),
                new ReportsWalk(visitor, household, language),
                new RestWalk(visitor, household, language)));
    }

    private DynamicNode walk(String name, List<Walk> pages, Walk frame, Visitor.Width width) {
        return DynamicContainer.dynamicContainer(
                name,
                pages.stream()
                        .filter(page -> (name + " " + page.page()).contains(WANTED))
                        .map(page -> DynamicContainer.dynamicContainer(
                                page.page(), tests(page, frame, width, name + " " + page.page()))));
    }

    private Stream<DynamicTest> tests(Walk page, Walk frame, Visitor.Width width, String name) {
        boolean always = width == Visitor.Width.DESK && page.actor().equals(household.staff(page.language));
        DynamicTest known = test(name, "has no control that nobody knows, and no barrier", () -> {
            visitor.lookAt(width);
            visitor.as(page.actor());
            assertThat(page.unknown(frame)).isEmpty();
            Barriers barriers = new Barriers(visitor, page.language);
            barriers.look(name, page.scope());
            Screenshots.keep(visitor, name);
            barriers.assertNone();
        });
        Stream<DynamicTest> used = page.table().entrySet().stream()
                .map(control -> test(name, control.getKey(), () -> {
                    if (control.getValue().isElsewhere()) {
                        control.getValue().run();
                        return;
                    }
                    visitor.lookAt(width);
                    visitor.as(page.actor());
                    // A phone folds some away, and some are not for everybody.
                    if (always && !control.getValue().isForPhones() || page.shows(control.getKey())) {
                        page.open();
                        control.getValue().run();
                        visitor.assertNoComplaints();
                    }
                }));
        // What stands around a page is known to every page; the page that shows it is walked for itself.
        return page == frame ? used : Stream.concat(Stream.of(known), used);
    }

    private DynamicTest test(String walk, String name, Executable body) {
        return DynamicTest.dynamicTest(name, () -> {
            try {
                body.execute();
            } catch (Throwable failure) {
                Loud.failed(walk + ", " + name, failure);
                visitor.forgiveComplaints();
                throw failure;
            }
        });
    }
}
