package energy.ems.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table of what listens, as {@code SECURITY.md} shows it to people: the tests hold it against what the system tells,
 * so that neither can be changed without the other.
 */
final class ListeningTable {

    private static final String HEADING = "## What listens";
    private static final Pattern SOCKET =
            Pattern.compile("(?<after>the N after )?`?(?<port>\\w+)`?(?: \\(\\d+\\))?(?<more> and the N-1 after it)?");

    /**
     * One line: the port's number or the setting that says it, and where it listens.
     *
     * @param after that port is another's, and these are the ones that follow
     */
    record Row(String deployment, String port, boolean after, boolean forEachNode, String where) {}

    private final List<Row> rows;

    private ListeningTable(List<Row> rows) {
        this.rows = rows;
    }

    static ListeningTable ofSecurityPage() {
        try {
            return parse(Files.readAllLines(Artifacts.project().resolve("SECURITY.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ListeningTable parse(List<String> page) {
        if (!page.contains(HEADING)) {
            throw new IllegalStateException("no heading \"" + HEADING + "\"");
        }
        return new ListeningTable(page.subList(page.indexOf(HEADING) + 1, page.size()).stream()
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(ListeningTable::row)
                .toList());
    }

    private static Row row(String line) {
        List<String> cells =
                Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList();
        Matcher socket = SOCKET.matcher(cells.get(1));
        if (!socket.matches()) {
            throw new IllegalStateException("not one socket a line: " + line);
        }
        return new Row(
                cells.get(0).replace("`", ""),
                socket.group("port"),
                socket.group("after") != null,
                socket.group("after") != null || socket.group("more") != null,
                cells.get(2).replace("`", ""));
    }

    List<Row> rows() {
        return rows;
    }

    /**
     * What may listen and has to, in the words of {@link Sockets}.
     *
     * @param ports the ports of this system where they are others than the table's
     * @param addresses what the settings of the third column say: {@code loopback} or {@code elsewhere}
     */
    Set<String> of(String deployment, int nodes, Map<String, Integer> ports, Map<String, String> addresses) {
        List<Row> own =
                rows.stream().filter(row -> row.deployment().equals(deployment)).toList();
        if (own.isEmpty()) {
            throw new IllegalStateException("nothing about " + deployment);
        }
        return own.stream()
                .flatMap(row -> IntStream.range(0, row.forEachNode() ? nodes : 1)
                        .mapToObj(node -> addresses.getOrDefault(row.where(), row.where()) + ":"
                                + (port(row.port(), ports) + node + (row.after() ? 1 : 0))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int port(String named, Map<String, Integer> ports) {
        Integer other = ports.get(named);
        return other == null ? Integer.parseInt(named) : other;
    }
}
