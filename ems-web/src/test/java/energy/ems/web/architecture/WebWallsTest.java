package energy.ems.web.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import energy.ems.boundary.Audience;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The walls between the rooms of the web module, and between it and the business. */
@AnalyzeClasses(packages = "energy.ems", importOptions = ImportOption.DoNotIncludeTests.class)
class WebWallsTest {

    private static final String WEB = "energy.ems.web..";

    /** All that a wall calls by name. */
    private static final Set<String> NAMED = new TreeSet<>();

    /**
     * What the web may know of metering beside its doors: values that the doors answer with, and the event after which
     * pages refresh. A longer list is a decision, not an accident.
     */
    @ArchTest
    static final ArchRule THE_WEB_GOES_THROUGH_THE_DOORS_OF_METERING = noClasses()
            .that()
            .resideInAPackage(WEB)
            .should()
            .dependOnClassesThat(resideInAPackage("energy.ems.metering.*..")
                    .and(not(named(
                            "energy.ems.metering.backfill.BackfillView",
                            "energy.ems.metering.backfill.file.FileContent",
                            "energy.ems.metering.backfill.file.FileReading",
                            "energy.ems.metering.backfill.file.KnownFormat",
                            "energy.ems.metering.backfill.file.Layout",
                            "energy.ems.metering.backfill.file.LineProblem",
                            "energy.ems.metering.backfill.file.Recognition",
                            "energy.ems.metering.intake.DeadLetter",
                            "energy.ems.metering.intake.IntakeCounters",
                            "energy.ems.metering.meter.MeterState",
                            "energy.ems.metering.meter.UnassignedMeter",
                            "energy.ems.metering.place.DeviceHours",
                            "energy.ems.metering.place.Flow",
                            "energy.ems.metering.place.PlaceSum",
                            "energy.ems.metering.profile.EnergyUnit",
                            "energy.ems.metering.profile.Finding",
                            "energy.ems.metering.profile.Plausibility",
                            "energy.ems.metering.profile.Quality",
                            "energy.ems.metering.profile.Resolution",
                            "energy.ems.metering.profile.Ruling",
                            "energy.ems.metering.profile.RunningHour",
                            "energy.ems.metering.readings.QuarantineGroup",
                            "energy.ems.metering.readings.QuarantinedReading",
                            "energy.ems.metering.recomputation.RecomputationView"))));

    /** What the web may know of accounts: the doors, what they take and answer, and the events that end what is open. */
    @ArchTest
    static final ArchRule THE_WEB_GOES_THROUGH_THE_DOORS_OF_ACCOUNT = noClasses()
            .that()
            .resideInAPackage(WEB)
            .should()
            .dependOnClassesThat(resideInAPackage("energy.ems.account..")
                    .and(not(named(
                            "energy.ems.account.AccountChanged",
                            "energy.ems.account.AccountDraft",
                            "energy.ems.account.AccountQuery",
                            "energy.ems.account.AccountView",
                            "energy.ems.account.Accounts",
                            "energy.ems.account.AuthenticatedAccount",
                            "energy.ems.account.PendingLogin",
                            "energy.ems.account.ProfileDraft",
                            "energy.ems.account.Role",
                            "energy.ems.account.login.CodeNeededException",
                            "energy.ems.account.login.Credentials",
                            "energy.ems.account.secondfactor.NewSecondFactor",
                            "energy.ems.account.secondfactor.SecondFactorMade",
                            "energy.ems.account.secondfactor.SecondFactorView",
                            "energy.ems.account.secondfactor.SecondFactors",
                            "energy.ems.account.session.LoginSessionEnded",
                            "energy.ems.account.session.LoginSessionView",
                            "energy.ems.account.session.LoginSessions",
                            "energy.ems.account.signon.SignOnAccounts",
                            "energy.ems.account.signon.SignOnResult",
                            "energy.ems.account.token.ApiTokenView",
                            "energy.ems.account.token.ApiTokens",
                            "energy.ems.account.token.AuthenticatedToken",
                            "energy.ems.account.token.IssuedToken",
                            "energy.ems.account.token.TokenScope"))));

    /**
     * What is made in the eyes of somebody who is named, and not of whoever calls, is for the inside of the house: whoever is
     * an audience, what takes one, and what names one by itself.
     */
    @ArchTest
    static final ArchRule THE_WEB_ANSWERS_IN_NOBODYS_EYES_BUT_THE_CALLERS = noClasses()
            .that()
            .resideInAPackage(WEB)
            .should()
            .dependOnClassesThat(isAudienceOrTakesOne()
                    .or(named(
                            "energy.ems.notification.Enclosures",
                            "energy.ems.notification.ReportMails",
                            "energy.ems.reporting.ReportBook")));

    @ArchTest
    static final ArchRule SUBJECTS_DO_NOT_LEAN_ON_EACH_OTHER = SlicesRuleDefinition.slices()
            .matching("energy.ems.web.portal.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage(WEB), resideInAPackage("energy.ems.web.portal.frame"));

    @ArchTest
    static final ArchRule SUBJECTS_OF_REST_DO_NOT_EITHER = SlicesRuleDefinition.slices()
            .matching("energy.ems.web.api.(*)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule WHAT_THE_SUBJECTS_OF_REST_SHARE_KNOWS_NONE_OF_THEM = noClasses()
            .that()
            .resideInAPackage("energy.ems.web.api")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("energy.ems.web.api.*..");

    @ArchTest
    static final ArchRule THE_ROOMS_OF_THE_WEB_HAVE_NO_CYCLES = SlicesRuleDefinition.slices()
            .matching("energy.ems.web.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule LIVE_AND_REST_KNOW_NO_FACES = noClasses()
            .that()
            .resideInAnyPackage("energy.ems.web.live..", "energy.ems.web.api..", "energy.ems.web.health..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.faces..", "org.primefaces..", "energy.ems.web.portal..");

    @ArchTest
    static final ArchRule THE_WEB_SENDS_NO_SQL = noClasses()
            .that(resideInAPackage(WEB).and(not(resideInAPackage("energy.ems.web.health"))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "java.sql..", "javax.sql..")
            .because("what is stored is asked for at a door; readiness alone asks whether the database answers");

    /** A class that was given another name would take its wall with it. */
    @ArchTest
    static void whatTheWallsNameIsThere(JavaClasses house) {
        assertThat(NAMED)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(house.contain(name)).as(name).isTrue());
    }

    /** Of the business, where each such method is found by what it takes. */
    private static DescribedPredicate<JavaClass> isAudienceOrTakesOne() {
        return DescribedPredicate.describe("are an audience or take one", type -> {
            JavaClass held = type.getBaseComponentType();
            return held.isAssignableTo(Audience.class)
                    || held.getCodeUnits().stream()
                            .anyMatch(each -> each.getModifiers().contains(JavaModifier.PUBLIC)
                                    && each.getRawParameterTypes().stream()
                                            .anyMatch(taken -> taken.isAssignableTo(Audience.class)));
        });
    }

    /** These classes and those inside them. */
    private static DescribedPredicate<JavaClass> named(String... names) {
        NAMED.addAll(List.of(names));
        return DescribedPredicate.describe("named", type -> {
            // An array is what it holds.
            String held = type.getBaseComponentType().getName();
            return Stream.of(names).anyMatch(name -> held.equals(name) || held.startsWith(name + "$"));
        });
    }
}
