package energy.ems.document;

import energy.ems.metering.Bucket;
import energy.ems.metering.profile.Quality;
import java.awt.Color;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDPageContentStream;

/**
 * The bars of a period, drawn. Estimated and incomplete ones are lighter with an outline; of what is missing there is a
 * line at the bottom and no bar. Places on the paper are floats; the energy never becomes one before it is drawn.
 */
final class BarChart {

    private static final float HEIGHT = 170;
    private static final float LEFT = 40;
    private static final float UNDER = 16;
    private static final float ABOVE = 14;
    private static final float LABEL = 7;
    private static final int LINES = 4;

    /** Okabe and Ito's blue, told apart by everybody, and a light one of the same hue. */
    private static final Color KNOWN = new Color(0x0072B2);

    private static final Color DOUBTFUL = new Color(0xB3D5E8);
    private static final Color MISSING = new Color(0x767676);
    private static final Color GRID = new Color(0xDDDDDD);

    private final List<Bucket> buckets;
    private final Function<Bucket, String> label;
    private final Words words;

    private BarChart(List<Bucket> buckets, Function<Bucket, String> label, Words words) {
        this.buckets = buckets;
        this.label = label;
        this.words = words;
    }

    static BarChart of(List<Bucket> buckets, Function<Bucket, String> label, Words words) {
        return new BarChart(buckets, label, words);
    }

    void draw(Paper paper) throws IOException {
        if (!buckets.isEmpty()) {
            paper.draw(HEIGHT, (page, bottom) -> draw(paper, page, bottom));
        }
    }

    private void draw(Paper paper, PDPageContentStream page, float bottom) throws IOException {
        Scale scale = Scale.of(buckets);
        float floor = bottom + UNDER;
        float line = (HEIGHT - UNDER - ABOVE) / (scale.above() + scale.below());
        float zero = floor + scale.below() * line;
        paper.write(page, words.get("consumption.chart"), Paper.MARGIN, bottom + HEIGHT - LABEL, LABEL, false);
        for (int i = -scale.below(); i <= scale.above(); i++) {
            float y = zero + line * i;
            page.setLineWidth(0.4f);
            page.setStrokingColor(GRID);
            page.moveTo(Paper.MARGIN + LEFT, y);
            page.lineTo(Paper.MARGIN + Paper.WIDTH, y);
            page.stroke();
            String number = words.exact(scale.step().multiply(BigDecimal.valueOf(i)));
            float x = Paper.MARGIN + LEFT - 4 - paper.length(number, LABEL);
            paper.write(page, number, x, y - LABEL / 3, LABEL, false);
        }
        float each = (Paper.WIDTH - LEFT) / buckets.size();
        for (int i = 0; i < buckets.size(); i++) {
            bar(page, buckets.get(i), Paper.MARGIN + LEFT + i * each, each, zero, line, scale);
        }
        labels(paper, page, bottom, each);
    }

    private static void bar(
            PDPageContentStream page, Bucket bucket, float x, float each, float zero, float line, Scale scale)
            throws IOException {
        float gap = each * 0.15f;
        if (bucket.energyKwh() == null) {
            page.setStrokingColor(MISSING);
            page.setLineWidth(0.6f);
            page.moveTo(x + gap, zero);
            page.lineTo(x + each - gap, zero);
            page.stroke();
            return;
        }
        float height =
                bucket.energyKwh().divide(scale.step(), MathContext.DECIMAL32).floatValue() * line;
        page.addRect(x + gap, zero, each - 2 * gap, height);
        page.setNonStrokingColor(bucket.quality() == Quality.MEASURED ? KNOWN : DOUBTFUL);
        page.setStrokingColor(KNOWN);
        page.setLineWidth(0.5f);
        page.fillAndStroke();
    }

    /** As many as have room. */
    private void labels(Paper paper, PDPageContentStream page, float bottom, float each) throws IOException {
        float widest = 0;
        for (Bucket bucket : buckets) {
            widest = Math.max(widest, paper.length(label.apply(bucket), LABEL));
        }
        int every = Math.max(1, (int) Math.ceil((widest + 6) / each));
        for (int i = 0; i < buckets.size(); i += every) {
            float x = Paper.MARGIN + LEFT + i * each;
            String text = label.apply(buckets.get(i));
            if (x + paper.length(text, LABEL) <= Paper.MARGIN + Paper.WIDTH) {
                paper.write(page, text, x, bottom + 4, LABEL, false);
            }
        }
    }

    /**
     * The lines of the grid.
     *
     * @param step between two of them: 1, 2, 2.5 or 5 of some power of ten
     * @param above how many above zero
     * @param below how many below: what a device feeds in is negative where it does both
     */
    private record Scale(BigDecimal step, int above, int below) {

        static Scale of(List<Bucket> buckets) {
            BigDecimal highest = BigDecimal.ZERO;
            BigDecimal lowest = BigDecimal.ZERO;
            for (Bucket bucket : buckets) {
                if (bucket.energyKwh() != null) {
                    highest = highest.max(bucket.energyKwh());
                    lowest = lowest.min(bucket.energyKwh());
                }
            }
            BigDecimal range = highest.subtract(lowest);
            BigDecimal step = step(range.signum() == 0 ? BigDecimal.ONE : range);
            return new Scale(step, Math.max(1, lines(highest, step)), lines(lowest.negate(), step));
        }

        private static int lines(BigDecimal reach, BigDecimal step) {
            return reach.divide(step, 0, RoundingMode.CEILING).intValueExact();
        }

        private static BigDecimal step(BigDecimal range) {
            BigDecimal least = range.divide(BigDecimal.valueOf(LINES), MathContext.DECIMAL32);
            BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(least.precision() - least.scale() - 1);
            return Stream.of("1", "2", "2.5", "5", "10")
                    .map(nice -> plain(power.multiply(new BigDecimal(nice))))
                    .filter(step -> step.compareTo(least) >= 0)
                    .findFirst()
                    .orElseThrow();
        }

        private static BigDecimal plain(BigDecimal number) {
            BigDecimal stripped = number.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }
}
