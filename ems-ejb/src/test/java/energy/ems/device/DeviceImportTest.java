package energy.ems.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import energy.ems.account.Role;
import energy.ems.container.ManagementSystem;
import energy.ems.device.ImportReport.LineError;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.SettingsDates;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class DeviceImportTest {

    private ManagementSystem system;
    private DeviceImport imports;

    @BeforeEach
    void start() {
        system = new ManagementSystem().withAccount("alice", Role.USER);
        imports = system.get(DeviceImport.class);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void previewChangesNothing() {
        ImportReport report = preview("id,name,owner\nm-1,Heat pump,alice\n,Boiler,\n");

        assertThat(report.errors()).isEmpty();
        assertThat(report.created()).isEqualTo(2);
        assertThat(report.applied()).isFalse();
        assertThat(report.sample()).extracting(DeviceDraft::name).containsExactly("Heat pump", "Boiler");
        assertThat(system.count("device")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "UTF-16"})
    void aFileInAnotherCharsetIsRefusedWithWhatToDo(String charset) {
        byte[] file = "id,name\nm-1,K\u00fcche\n".getBytes(Charset.forName(charset));
        Reader reader = new InputStreamReader(new ByteArrayInputStream(file), StandardCharsets.UTF_8.newDecoder());

        ImportReport report = imports.apply(reader);

        assertThat(report.applied()).isFalse();
        assertThat(report.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("save it as \"CSV UTF-8\""));
        assertThat(system.count("device")).isZero();
    }

    @Test
    void aColumnSaysSinceWhenADeviceIsReadSo() {
        apply("id,name\na,One\nb,Two\nc,Three\n");
        ImportReport report = apply("id,name,unit,settings_valid_from\na,One,WH,2026-11-20T14:00:00+02:00\n"
                + "b,Two,WH,always\nc,Three,KWH,2026-11-20T12:00:00Z\n");

        assertThat(report).returns(2, ImportReport::updated).returns(1, ImportReport::unchanged);
        assertThat(system.get(Devices.class).get("a").settingsDates().validFrom())
                .isEqualTo("2026-11-20T12:00:00Z");
        assertThat(system.get(Devices.class).get("b").settingsDates()).isEqualTo(SettingsDates.NEVER_CHANGED);
        assertThat(preview("id,name,settings_valid_from\na,One,yesterday\nb,Two,2099-01-01T00:00:00Z\n")
                        .errors())
                .extracting(ImportReport.LineError::field, ImportReport.LineError::messageKey)
                .containsExactly(
                        tuple("settings_valid_from", "invalid.not_a_date"),
                        tuple("settings_valid_from", "invalid.in_future"));
    }

    @Test
    void columnsSayWhereADeviceStands() {
        ImportReport report =
                apply("id,name,place,main_meter\na,One, Site B / House 2 ,true\nb,Two,Site B,FALSE\nc,Three,,\n");

        assertThat(report).returns(3, ImportReport::created);
        assertThat(system.get(Devices.class).get("a").place()).isEqualTo(new DevicePlace("Site B/House 2", true));
        assertThat(system.get(Devices.class).get("b").place()).isEqualTo(new DevicePlace("Site B", false));
        assertThat(system.get(Devices.class).get("c").place()).isEqualTo(DevicePlace.NOWHERE);
        assertThat(preview("id,name,place,main_meter\na,One,A//B,\nb,Two,,true\nc,Three,A,maybe\nd,Four,"
                                + "a".repeat(256) + ",\n")
                        .errors())
                .extracting(ImportReport.LineError::field, ImportReport.LineError::messageKey)
                .containsExactly(
                        tuple("place", "invalid.not_a_path"),
                        tuple("place", "invalid.required"),
                        tuple("main_meter", "invalid.not_one_of"),
                        tuple("place", "invalid.too_long"));
    }

    @Test
    void columnsSayWhatFewMetersNeed() {
        ImportReport report = apply("id;name;unit;factor;max_power_kw;after_reset;direction;reading_mode\n"
                + "a;One;mwh;0,5;1000,25;from_zero;production;cumulative\nb;Two;w;40;;;;\nc;Three;;;;;;\n");

        assertThat(report).returns(3, ImportReport::created);
        assertThat(system.get(Devices.class).get("a").settings())
                .isEqualTo(new ReadingSettings(
                        ReadingMode.CUMULATIVE,
                        null,
                        EnergyUnit.MWH,
                        null,
                        null,
                        new BigDecimal("0.5"),
                        new BigDecimal("1000.25"),
                        AfterReset.FROM_ZERO,
                        Direction.PRODUCTION));
        assertThat(system.get(Devices.class).get("b").settings())
                .isEqualTo(new ReadingSettings(
                        null, null, EnergyUnit.W, null, null, new BigDecimal("40"), null, null, null));
        assertThat(system.get(Devices.class).get("c").settings()).isEqualTo(ReadingSettings.usual());
        assertThat(preview("id,name,unit,factor,reading_mode\na,One,W,1,CUMULATIVE\nb,Two,GWH,1,\nc,Three,,0,\n")
                        .errors())
                .extracting(ImportReport.LineError::field, ImportReport.LineError::messageKey)
                .containsExactly(
                        tuple("unit", "invalid.no_power"),
                        tuple("unit", "invalid.not_one_of"),
                        tuple("factor", "invalid.not_positive"));
    }

    @Test
    void createsChangesAndLeavesAlone() {
        apply("id,name,max_hourly_kwh\na,One,1\nb,Two,2\n");
        ImportReport report = apply("id,name,max_hourly_kwh\na,One,1.0\nb,Two,3\nc,Three,\n");

        assertThat(report)
                .extracting(
                        ImportReport::created, ImportReport::updated, ImportReport::unchanged, ImportReport::applied)
                .containsExactly(1, 1, 1, true);
        assertThat(system.get(Devices.class).get("b").version()).isEqualTo(2);
        assertThat(system.count("outbox")).isEqualTo(4);
        assertThat(system.count("device_change")).isEqualTo(4);
    }

    @Test
    void tellsEveryWrongLineAndStoresNothing() {
        ImportReport report = apply("""
            id,name,owner,max_hourly_kwh,reading_mode,expected_interval
            ok,Fine,alice,2,INTERVAL,PT15M
            bad id,Name,,,,
            x1,,,,,
            x2,Name,mallory,,,
            x3,Name,,much,,
            x4,Name,,,SOMETIMES,
            x5,Name,,,,soon
            ok,Again,,,,
            x6,Name
            """);

        assertThat(report.applied()).isFalse();
        assertThat(report.errors())
                .extracting(LineError::line, LineError::field, LineError::messageKey)
                .containsExactlyInAnyOrder(
                        tuple(3, "id", "invalid.pattern"),
                        tuple(4, "name", "invalid.required"),
                        tuple(5, "owner", "invalid.unknown"),
                        tuple(6, "max_hourly_kwh", "invalid.not_a_number"),
                        tuple(7, "reading_mode", "invalid.not_one_of"),
                        tuple(8, "expected_interval", "invalid.not_a_duration"),
                        tuple(9, "id", "invalid.duplicate"),
                        tuple(10, "line", "invalid.malformed"));
        assertThat(system.count("device")).isZero();
        assertThat(system.count("outbox")).isZero();
    }

    @Test
    void readsWhatSpreadsheetsWrite() {
        ImportReport report =
                apply("\uFEFFName;Max_Hourly_kWh;Description\r\n\"Pumpe; \"\"alt\"\"\";2,5;\"zwei\r\nZeilen\"\r\n\r\n");

        assertThat(report.errors()).isEmpty();
        assertThat(report.sample()).singleElement().satisfies(draft -> {
            assertThat(draft.name()).isEqualTo("Pumpe; \"alt\"");
            assertThat(draft.maxHourlyKwh()).isEqualTo("2.5");
            assertThat(draft.settings().expectedInterval()).isEqualTo(Duration.ofMinutes(10));
        });
    }

    @Test
    void tellsAllThatIsWrongWithALineAndWhatStandsThere() {
        ImportReport report =
                preview("id,name,owner,max_hourly_kwh\nok,Fine,,1\nbad id,Pump,mallory,-5\nlast,Last,,x\n");

        assertThat(report.lines()).isEqualTo(3);
        assertThat(report.errors())
                .extracting(LineError::line, LineError::field, LineError::value)
                .containsExactly(
                        tuple(3, "id", "bad id"),
                        tuple(3, "max_hourly_kwh", "-5"),
                        tuple(3, "owner", "mallory"),
                        tuple(4, "max_hourly_kwh", "x"));
    }

    @Test
    void countsTheLinesUnderAnUnknownHeadingToo() {
        ImportReport report = preview("colour,name,size\nred,x,1\nblue,y,2\n");

        assertThat(report.lines()).isEqualTo(2);
        assertThat(report.errors()).extracting(LineError::field).containsExactly("colour", "size");
    }

    @Test
    void passesOverWhatSpreadsheetsAddToTheDevices() {
        ImportReport report = preview("\uFEFFsep=;\r\nid;name;address\r\np,Pump;Heat, pump;\r\n;;\r\n;;;\r\nq;Q;\r\n");

        assertThat(report.lines()).isEqualTo(2);
        assertThat(report.errors())
                .extracting(LineError::line, LineError::value)
                .containsExactly(tuple(3, "p,Pump"));
    }

    @Test
    void refusesFilesThatAreNoDeviceLists() {
        assertThat(preview("").errors()).singleElement().returns("invalid.required", LineError::messageKey);
        assertThat(preview("colour,name\nred,x\n").errors()).singleElement().returns("colour", LineError::field);
        assertThat(preview("name,name\nx,y\n").errors())
                .singleElement()
                .returns("invalid.duplicate", LineError::messageKey);
        assertThat(preview("name\n\"never closed\n").errors())
                .singleElement()
                .returns("invalid.malformed", LineError::messageKey);
        assertThat(preview("name\n" + "x".repeat(100_000)).errorCount()).isPositive();
    }

    @Test
    void refusesMoreLinesThanItPromises() {
        String lines = "name\n" + "x\n".repeat(DeviceImport.MOST_LINES + 1);

        assertThat(preview(lines).errors()).extracting(LineError::messageKey).containsExactly("invalid.too_many_lines");
    }

    @Test
    void aReimportedDeviceThatWasDeletedGoesOnCounting() {
        apply("id,name\nback,Back\n");
        system.get(Devices.class).delete("back", 1);
        apply("id,name\nback,Back\n");

        assertThat(system.get(Devices.class).get("back").version()).isEqualTo(3);
    }

    private ImportReport preview(String csv) {
        return imports.preview(new StringReader(csv));
    }

    private ImportReport apply(String csv) {
        return imports.apply(new StringReader(csv));
    }
}
