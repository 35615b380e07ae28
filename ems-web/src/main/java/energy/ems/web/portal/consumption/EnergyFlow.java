package energy.ems.web.portal.consumption;

import energy.ems.metering.place.PlaceSum;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Where the energy of a place goes: from the place to its parts, and on to theirs, as deep as they go. A band is as wide
 * as what the part itself has used; what main meters measured beyond the parts is a part of its own.
 *
 * <p>It is drawn here and not in the browser, because it needs neither a library nor an exception from the content
 * security policy then, and is there for whoever prints it or has no script.
 */
public final class EnergyFlow {

    /** The picture's width, in its own units, which are pixels on a wide screen. */
    static final int WIDTH = 1000;

    private static final int LABELS = 230;
    private static final int TOP = 12;
    private static final int NODE = 10;
    /** A name and its figure, in two lines where one is too narrow. */
    private static final int LINE = 36;

    private static final int GAP = 6;
    private static final int TALL = 280;
    private static final int MOST_PARTS = 8;

    /**
     * A place, a device, or what is not explained, with what goes on from it.
     *
     * @param path of a place, null for what is none
     * @param deviceId of a device, null for what is none
     */
    record Node(String name, String path, String deviceId, String kind, BigDecimal kwh, List<Node> parts) {

        /** What goes on from it. */
        BigDecimal out() {
            return total(parts);
        }

        /** Whether more goes on from here than came in: where parts measured more, or energy is made in the place. */
        boolean isFed() {
            return !parts.isEmpty() && out().compareTo(kwh) > 0
                    || parts.stream().anyMatch(Node::isFed);
        }

        double size() {
            return kwh.max(out()).doubleValue();
        }
    }

    /**
     * A node in the picture; {@code depth} counts from the left.
     *
     * @param room how wide the words beside it may be: up to the next bar, or to the picture's edge where none follows
     */
    public record Box(Node node, int depth, double x, double y, double height, double room) {

        public String getName() {
            return node.name();
        }

        public BigDecimal getKwh() {
            return node.kwh();
        }

        public String getKind() {
            return node.kind();
        }

        public String getPath() {
            return node.path();
        }

        public String getDeviceId() {
            return node.deviceId();
        }

        public int getDepth() {
            return depth;
        }

        public String getX() {
            return number(x);
        }

        public String getY() {
            return number(y);
        }

        public String getHeight() {
            return number(height);
        }

        public String getLabelX() {
            return number(x + NODE + GAP);
        }

        public String getLabelY() {
            return number(y + (height - LINE) / 2);
        }

        public String getLabelWidth() {
            return number(room);
        }

        public int getLabelHeight() {
            return LINE;
        }
    }

    /** A band from one node to the next. */
    public record Band(String path, String kind, String name, BigDecimal kwh) {

        public String getPath() {
            return path;
        }

        public String getKind() {
            return kind;
        }

        public String getName() {
            return name;
        }

        public BigDecimal getKwh() {
            return kwh;
        }
    }

    private final String unexplained;
    private final String others;
    private final Node root;
    private final List<Box> boxes = new ArrayList<>();
    private final List<Band> bands = new ArrayList<>();
    private final double scale;
    private final double column;
    private double height;

    EnergyFlow(PlaceSum place, String unexplained, String others) {
        this.unexplained = unexplained;
        this.others = others;
        this.root = node(place);
        this.scale = root.size() > 0 ? TALL / root.size() : 0;
        int depth = depth(root);
        this.column = depth == 0 ? 0 : (WIDTH - LABELS) / (double) depth;
        this.height = TOP;
        if (isThere()) {
            height += draw(root, 0, TOP).extent();
        }
    }

    private Node node(PlaceSum sum) {
        BigDecimal own = PlaceFigures.consumption(sum);
        BigDecimal used = own == null ? BigDecimal.ZERO : own;
        if (!sum.isPlace()) {
            return new Node(sum.name(), null, sum.deviceId(), "device", used, List.of());
        }
        List<Node> parts = new ArrayList<>(sum.parts().stream()
                .map(this::node)
                .filter(part -> part.kwh().signum() > 0)
                .sorted(Comparator.comparing(Node::kwh).reversed())
                .toList());
        if (parts.isEmpty()) {
            return new Node(sum.name(), sum.path(), null, "place", used, List.of());
        }
        if (parts.size() > MOST_PARTS) {
            List<Node> rest = parts.subList(MOST_PARTS - 1, parts.size());
            Node together = new Node(others, null, null, "others", total(rest), List.of());
            rest.clear();
            parts.add(together);
        }
        if (sum.unexplainedKwh() != null && sum.unexplainedKwh().signum() > 0) {
            parts.add(new Node(unexplained, null, null, "unexplained", sum.unexplainedKwh(), List.of()));
        }
        return new Node(sum.name(), sum.path(), null, "place", used, parts);
    }

    private static BigDecimal total(List<Node> nodes) {
        return nodes.stream().map(Node::kwh).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static int depth(Node node) {
        return node.parts().stream().mapToInt(part -> depth(part) + 1).max().orElse(0);
    }

    /** Where a node was drawn, and how much room it has with all its parts. */
    private record Drawn(Box box, double extent) {}

    private Drawn draw(Node node, int depth, double top) {
        double tall = Math.max(1, node.size() * scale);
        int place = boxes.size();
        List<Drawn> parts = new ArrayList<>();
        double room = 0;
        boxes.add(null);
        for (Node part : node.parts()) {
            Drawn drawn = draw(part, depth + 1, top + room);
            parts.add(drawn);
            room += drawn.extent();
        }
        // Room for a line of words, and air between two nodes.
        double extent = Math.max(room, Math.max(tall + 6, LINE));
        double x = depth * column;
        double end = node.parts().isEmpty() ? WIDTH : x + column - GAP;
        Box box = new Box(node, depth, x, top + (extent - tall) / 2, tall, end - x - NODE - GAP);
        boxes.set(place, box);
        double leaves = box.y();
        for (Drawn part : parts) {
            Box to = part.box();
            double wide = Math.max(1, to.node().kwh().doubleValue() * scale);
            bands.add(new Band(
                    band(box.x() + NODE, leaves, to.x(), to.y() + (to.height() - wide) / 2, wide),
                    to.node().kind(),
                    to.node().name(),
                    to.node().kwh()));
            leaves += to.node().kwh().doubleValue() * scale;
        }
        return new Drawn(box, extent);
    }

    private static String band(double x, double y, double toX, double toY, double tall) {
        double middle = (x + toX) / 2;
        return "M" + number(x) + " " + number(y) + " C" + number(middle) + " " + number(y) + " " + number(middle) + " "
                + number(toY) + " " + number(toX) + " " + number(toY) + " V" + number(toY + tall) + " C"
                + number(middle) + " " + number(toY + tall) + " " + number(middle) + " " + number(y + tall) + " "
                + number(x) + " " + number(y + tall) + " Z";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Whether there is anything to be drawn: a place with parts that have used something. */
    public boolean isThere() {
        return scale > 0 && !root.parts().isEmpty();
    }

    /** What it is right divided into, by name. */
    List<String> parts() {
        return root.parts().stream().map(Node::name).toList();
    }

    /** All that was used, in kWh: by the main meters, or by the parts where these tell of more. */
    BigDecimal totalKwh() {
        return root.kwh().max(root.out());
    }

    /** Whether somewhere more goes on than came in. */
    public boolean isFed() {
        return root.isFed();
    }

    /** The nodes from the outside in, each before its parts: also the rows of the table. */
    public List<Box> getBoxes() {
        return List.copyOf(boxes);
    }

    public List<Band> getBands() {
        return List.copyOf(bands);
    }

    public String getViewBox() {
        return "0 0 " + WIDTH + " " + number(height + TOP);
    }
}
