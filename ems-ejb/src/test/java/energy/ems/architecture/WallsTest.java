package energy.ems.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The walls between the rooms of the house. */
@AnalyzeClasses(packages = "energy.ems", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

    /** All that a wall calls by name. */
    private static final Set<String> NAMED = new TreeSet<>();

    @ArchTest
    static final ArchRule MONITORING_KNOWS_NO_DEVICE_MANAGEMENT = noClasses()
            .that()
            .resideInAnyPackage("energy.ems.metering..", "energy.ems.alerting..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("energy.ems.device..", "energy.ems.account..")
            .because("device management and monitoring talk by device events only, so that each can be deployed alone");

    @ArchTest
    static final ArchRule DEVICE_MANAGEMENT_KNOWS_NO_MONITORING = noClasses()
            .that()
            .resideInAnyPackage("energy.ems.device..", "energy.ems.account..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("energy.ems.metering..", "energy.ems.alerting..");

    @ArchTest
    static final ArchRule METERING_KNOWS_NO_ALERTING = noClasses()
            .that()
            .resideInAPackage("energy.ems.metering..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("energy.ems.alerting..")
            .because("alerting observes what metering tells");

    @ArchTest
    static final ArchRule THE_CALCULATION_IS_PLAIN_JAVA = classes()
            .that()
            .resideInAPackage("energy.ems.metering.profile")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("energy.ems.metering.profile", "java..");

    @ArchTest
    static final ArchRule THE_SUMS_OF_PLACES_ARE_PLAIN_JAVA = classes()
            .that()
            .resideInAPackage("energy.ems.metering.place")
            .should()
            .onlyDependOnClassesThat(resideInAPackage("energy.ems.metering.place")
                    .or(resideInAPackage("energy.ems.metering.profile"))
                    .or(resideInAPackage("java.."))
                    .or(named("energy.ems.deviceevents.DevicePlace")));

    @ArchTest
    static final ArchRule FILES_OF_READINGS_ARE_READ_BY_PLAIN_JAVA = classes()
            .that()
            .resideInAPackage("energy.ems.metering.backfill.file")
            .should()
            .onlyDependOnClassesThat(resideInAPackage("energy.ems.metering.backfill.file")
                    .or(resideInAPackage("energy.ems.metering.profile"))
                    .or(resideInAPackage("java.."))
                    .or(named("energy.ems.platform.CsvReader")));

    @ArchTest
    static final ArchRule BILLS_ARE_MADE_BY_PLAIN_JAVA = classes()
            .that()
            .resideInAPackage("energy.ems.tariff.billing")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("energy.ems.tariff.billing", "energy.ems.metering.profile", "java..");

    @ArchTest
    static final ArchRule THE_BUSINESS_KNOWS_NO_WEB = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.faces..", "jakarta.servlet..", "jakarta.websocket..", "fish.payara..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            SlicesRuleDefinition.slices().matching("energy.ems.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_ROOMS_OF_METERING_HAVE_NO_CYCLES = SlicesRuleDefinition.slices()
            .matching("energy.ems.metering.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a reading goes one way: intake, readings, hours");

    @ArchTest
    static final ArchRule NO_ROOM_OF_METERING_LEANS_ON_ITS_DOORS = noClasses()
            .that()
            .resideInAPackage("energy.ems.metering.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("energy.ems.metering");

    @ArchTest
    static final ArchRule PASSWORDS_KNOW_NO_ACCOUNT = noClasses()
            .that()
            .resideInAPackage("energy.ems.account.password..")
            .should()
            .dependOnClassesThat(resideInAPackage("energy.ems.account..")
                    .and(not(resideInAPackage("energy.ems.account.password.."))));

    @ArchTest
    static final ArchRule ACCOUNTS_KNOW_NO_WAY_OF_COMING_IN = noClasses()
            .that()
            .resideInAPackage("energy.ems.account")
            .should()
            .dependOnClassesThat(resideInAPackage("energy.ems.account.*..")
                    .and(not(resideInAPackage("energy.ems.account.password"))));

    @ArchTest
    static final ArchRule THE_WAYS_OF_COMING_IN_DO_NOT_LEAN_ON_EACH_OTHER = SlicesRuleDefinition.slices()
            .matching("energy.ems.account.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage("energy.ems.account.login"), resideInAPackage("energy.ems.account.*"))
            .ignoreDependency(resideInAPackage("energy.ems.account.*"), resideInAPackage("energy.ems.account.password"))
            .because("the login checks whatever somebody may come in with, and nothing leans on the login");

    /** What the rest of the business may know of accounts. A longer list is a decision, not an accident. */
    @ArchTest
    static final ArchRule THE_HOUSE_GOES_THROUGH_FEW_DOORS_OF_ACCOUNT = noClasses()
            .that()
            .resideOutsideOfPackage("energy.ems.account..")
            .should()
            .dependOnClassesThat(resideInAPackage("energy.ems.account..")
                    .and(not(named(
                            "energy.ems.account.AccountDirectory",
                            "energy.ems.account.Addressee",
                            "energy.ems.account.Role",
                            "energy.ems.account.signon.SignOnAccounts",
                            "energy.ems.account.signon.SignOnPerson",
                            "energy.ems.account.signon.SignOnResult"))));

    /**
     * What alerting may know of metering's rooms: the events that it observes, and the meter that they carry. A longer
     * list is a decision, not an accident.
     */
    @ArchTest
    static final ArchRule ALERTING_KNOWS_FEW_ROOMS_OF_METERING = noClasses()
            .that()
            .resideInAPackage("energy.ems.alerting..")
            .should()
            .dependOnClassesThat(resideInAPackage("energy.ems.metering.*..")
                    .and(not(named(
                            "energy.ems.metering.hours.HoursRecalculated",
                            "energy.ems.metering.meter.Meter",
                            "energy.ems.metering.meter.MeterDeleted",
                            "energy.ems.metering.meter.MeterState",
                            "energy.ems.metering.meter.Meters",
                            "energy.ems.metering.meter.SilentMeters",
                            "energy.ems.metering.meter.LimitsAndOwners",
                            "energy.ems.metering.profile.HourValue",
                            "energy.ems.metering.profile.OverLimit",
                            "energy.ems.metering.profile.Quality",
                            "energy.ems.metering.profile.RunningHour",
                            "energy.ems.metering.profile.UtcHour"))));

    @ArchTest
    static final ArchRule EVERY_DOOR_SAYS_WHO_MAY_ENTER = saysWhoMayEnter();

    @ArchTest
    static final ArchRule MESSAGE_DRIVEN_BEANS_ARE_SHELLS =
            classes().that().areAnnotatedWith(MessageDriven.class).should().haveSimpleNameEndingWith("Listener");

    @ArchTest
    static final ArchRule NO_CLASS_IS_CALLED_AFTER_NOTHING =
            noClasses().should().haveNameMatching(".*(Impl|Manager|Util|Utils|Helper)");

    /** A class that was given another name would leave a gap, or a name that anything may take. */
    @ArchTest
    static void whatTheWallsNameIsThere(JavaClasses house) {
        assertThat(NAMED)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(house.contain(name)).as(name).isTrue());
    }

    /** These classes and those inside them. */
    private static DescribedPredicate<JavaClass> named(String... names) {
        NAMED.addAll(List.of(names));
        return DescribedPredicate.describe(
                "named",
                type -> Stream.of(names)
                        .anyMatch(name ->
                                type.getName().equals(name) || type.getName().startsWith(name + "$")));
    }

    private static ClassesShouldConjunction saysWhoMayEnter() {
        return classes()
                .that()
                .areAnnotatedWith(Stateless.class)
                .or()
                .areAnnotatedWith(Singleton.class)
                .or()
                .areAnnotatedWith(Stateful.class)
                .should(ArchCondition.from(DescribedPredicate.<JavaClass>describe(
                        "say who may enter",
                        type -> type.isAnnotatedWith(RolesAllowed.class)
                                || type.isAnnotatedWith(PermitAll.class)
                                || type.isAnnotatedWith(DenyAll.class)
                                || type.getMethods().stream()
                                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                                        .allMatch(method -> method.isAnnotatedWith(RolesAllowed.class)
                                                || method.isAnnotatedWith(PermitAll.class)))));
    }
}
