package energy.ems.web.portal.consumption;

import energy.ems.metering.DevicesTogether;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.PlaceReport.PlaceBucket;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.PlaceSum;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the page of consumption says of several devices in a period: each by itself, and their sum. What a device has
 * produced counts below zero; what is not known is a gap.
 */
public final class TogetherFigures {

    private static final int MOST_LETTERS = 32;

    private final PlaceReport report;
    private final PlaceFigures sums;
    private final TogetherKind kind;
    private final PeriodWords words;
    private final Texts texts;
    private final Figures figures;
    private final Instant now;
    private final Function<LocalDate, String> closer;

    /** @param closer where a click on the bars of a day leads; gives null for nowhere */
    TogetherFigures(
            PlaceReport report,
            TogetherKind kind,
            PeriodWords words,
            Texts texts,
            Figures figures,
            Instant now,
            Function<LocalDate, String> closer) {
        this.report = report;
        this.sums = new PlaceFigures(report, words, texts, figures, now, closer);
        this.kind = kind;
        this.words = words;
        this.texts = texts;
        this.figures = figures;
        this.now = now;
        this.closer = closer;
    }

    /** One of the devices: its sums, how it is drawn, and the ids of all but it. */
    public record Device(PlaceSum sum, String shade, String others) {}

    public List<Device> getDevices() {
        List<PlaceSum> parts = report.sum().parts();
        return IntStream.range(0, parts.size())
                .mapToObj(i -> new Device(parts.get(i), String.valueOf(i), idsBut(i)))
                .toList();
    }

    /** The devices as they stand in an address. */
    public String getIds() {
        return idsBut(-1);
    }

    private String idsBut(int place) {
        List<PlaceSum> parts = report.sum().parts();
        return IntStream.range(0, parts.size())
                .filter(i -> i != place)
                .mapToObj(i -> parts.get(i).deviceId())
                .collect(Collectors.joining(","));
    }

    /** Whether no more can be told apart. */
    public boolean isFull() {
        return report.sum().parts().size() >= DevicesTogether.MOST;
    }

    PlaceReport report() {
        return report;
    }

    /** The sums of all devices, and the rows. */
    public PlaceFigures getSums() {
        return sums;
    }

    /** Whether one of them has produced anything, so that there is something below zero. */
    public boolean isProducing() {
        return sums.getProduction() != null && sums.getProduction().signum() > 0;
    }

    /** The device that used most; null where nothing is known of any. */
    private PlaceSum biggest() {
        return sums.getBiggest().stream().findFirst().orElse(null);
    }

    public BigDecimal getBiggestKwh() {
        return biggest() == null ? null : sums.consumed(biggest());
    }

    /** With its share of all. */
    public String getBiggestName() {
        if (biggest() == null) {
            return texts.get("consumption.missing");
        }
        String share = share(biggest());
        return biggest().name() + (share.isEmpty() ? "" : " · " + share);
    }

    /** How well all of it is known. */
    public DeviceHours getHours() {
        return report.sum().hours();
    }

    /** For instance "3 estimated, 1 missing". */
    public String getQualityText() {
        List<String> parts = new ArrayList<>();
        if (getHours().estimated() > 0) {
            parts.add(texts.get("places.estimated", getHours().estimated()));
        }
        if (getHours().missing() > 0) {
            parts.add(texts.get("places.missing", getHours().missing()));
        }
        return parts.isEmpty() ? texts.get("consumption.hours.complete") : String.join(", ", parts);
    }

    /** What a device has of what all have used together, where that says something. */
    public String share(PlaceSum device) {
        return report.sum().parts().size() > 1 && !isProducing() ? sums.share(sums.consumed(device)) : "";
    }

    /** How many hours of a device are missing in a row of which others are known; empty where none is. */
    public String gap(PlaceSum device) {
        return device.total() == null || device.hours().missing() == 0
                ? ""
                : texts.get("consumption.hours.MISSING", device.hours().missing());
    }

    public boolean isGaps() {
        return report.buckets().stream().anyMatch(TogetherFigures::isGap);
    }

    // ---------------------------------------------------------------- chart

    public String getChartJson() {
        return new LayeredChart(report, words, this::heading, this::footing, TogetherFigures::isGap, closer)
                .json(layers(), kind == TogetherKind.LINES);
    }

    /** What the chart shows, in words. */
    public String getChartSummary() {
        return texts.get(
                "together.summary." + kind.getAddress(),
                report.sum().parts().stream()
                        .map(device -> device.name() + " " + figures.energy(sums.balance(device)) + " kWh")
                        .collect(Collectors.joining(", ")),
                words.name(),
                figures.energy(sums.getBalance()));
    }

    private static boolean isGap(PlaceBucket bucket) {
        return bucket.sum().hours().missing() > 0;
    }

    private List<String> heading(PlaceBucket bucket) {
        List<String> lines = new ArrayList<>();
        lines.add(words.row(PlaceFigures.bar(bucket)));
        if (hasBegun(bucket) && report.sum().parts().size() > 1) {
            lines.add(texts.get("together.sum") + ": " + energy(sums.balance(bucket.sum())));
        }
        return lines;
    }

    /** The devices of which nothing is known there. */
    private List<String> footing(PlaceBucket bucket) {
        return !hasBegun(bucket)
                ? List.of()
                : bucket.sum().parts().stream()
                        .filter(device -> device.total() == null)
                        .map(this::tip)
                        .toList();
    }

    private boolean hasBegun(PlaceBucket bucket) {
        return bucket.start().toInstant().isBefore(now);
    }

    private List<ChartLayer> layers() {
        List<ChartLayer> layers = new ArrayList<>();
        List<PlaceSum> parts = report.sum().parts();
        for (int i = 0; i < parts.size(); i++) {
            int part = i;
            Function<PlaceBucket, PlaceSum> of = bucket -> bucket.sum().parts().get(part);
            String stack = kind == TogetherKind.BESIDE ? "s" + i : ChartLayer.ONE;
            if (kind == TogetherKind.LINES) {
                layers.add(layer(parts.get(i), i, stack, bucket -> sums.balance(of.apply(bucket)), of));
                continue;
            }
            boolean produces = sums.produced(parts.get(i)) != null
                    && sums.produced(parts.get(i)).signum() > 0;
            boolean consumes = sums.consumed(parts.get(i)) != null
                    && sums.consumed(parts.get(i)).signum() > 0;
            if (consumes || !produces) {
                layers.add(layer(parts.get(i), i, stack, bucket -> sums.consumed(of.apply(bucket)), of));
            }
            if (produces) {
                // What flows both ways within a bucket is drawn both ways, and told of once.
                layers.add(layer(
                        parts.get(i),
                        i,
                        stack,
                        bucket -> {
                            BigDecimal produced = sums.produced(of.apply(bucket));
                            return produced == null ? null : produced.negate();
                        },
                        consumes ? null : of));
            }
        }
        return layers;
    }

    /** @param told of whom a finger is told; null for nobody, because another layer does */
    private ChartLayer layer(
            PlaceSum device,
            int place,
            String stack,
            Function<PlaceBucket, BigDecimal> energy,
            Function<PlaceBucket, PlaceSum> told) {
        return new ChartLayer(
                device.name(),
                String.valueOf(place),
                stack,
                energy,
                bucket -> told == null || told.apply(bucket).total() == null ? null : tip(told.apply(bucket)));
    }

    private String tip(PlaceSum device) {
        String gap = gap(device);
        return shortName(device) + ": " + energy(sums.balance(device)) + (gap.isEmpty() ? "" : " (" + gap + ")");
    }

    /** What a finger on a bar is told has to fit a phone. */
    private static String shortName(PlaceSum device) {
        int letters = device.name().codePointCount(0, device.name().length());
        return letters <= MOST_LETTERS
                ? device.name()
                : device.name().substring(0, device.name().offsetByCodePoints(0, MOST_LETTERS - 1)) + "…";
    }

    private String energy(BigDecimal kwh) {
        return kwh == null ? texts.get("consumption.missing") : figures.exact(kwh.stripTrailingZeros()) + " kWh";
    }
}
