package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The controls of one page or panel: how each is used and what must change then. The browser says what the page has; a control
 * that is not in the table fails the test, so that nobody adds one that nobody tries.
 */
abstract class Walk {

    /**
     * One name for each control that is seen: its id with the row left out, otherwise the place where it stands and what
     * it is, and of a link the page and the parameters that it leads to.
     */
    private static final String CONTROLS = """
            const usable = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
            const row = id => id.replace(/:\\d+(?=:|$)/g, ':*').replace(/_\\d+$/, '_*');
            const kind = element => [...element.classList]
                .filter(name => /^(ui-|ems-)/.test(name) && !/state|corner|widget|-on$|-off$|current/.test(name)).slice(0, 2).join('.');
            const name = element => {
                if (element.id && !/j_id/.test(element.id)) {
                    return row(element.id);
                }
                const place = element.closest('[id]:not([id*=j_id])');
                const inside = place ? row(place.id) + ' ' : '';
                if (element.matches('a[href]')) {
                    const to = new URL(element.href);
                    const where = element.getAttribute('href').startsWith('#') ? '#' : to.pathname.split('/').pop();
                    return inside + where + [...to.searchParams.keys()].sort().map(key => ' ' + key).join('');
                }
                return inside + element.tagName.toLowerCase() + (kind(element) ? '.' + kind(element) : '');
            };
            const scope = document.querySelector(arguments[0]) || document.body;
            return [...scope.querySelectorAll(usable)].filter(element => !element.closest('fieldset:disabled')).filter(element => {
                const box = element.getBoundingClientRect();
                return box.width > 2 && box.height > 2 && element.checkVisibility({visibilityProperty: true});
            }).map(name);
            """;

    /** Uses a control as a person would and asserts what must have changed. */
    interface Use {
        void run();

        /** Whether the page need not be opened for it. */
        default boolean isElsewhere() {
            return false;
        }

        /** Whether a desk does not show the control. */
        default boolean isForPhones() {
            return false;
        }
    }

    /** A use of what a phone alone shows. */
    private record OnAPhone(Runnable use) implements Use {

        @Override
        public void run() {
            use.run();
        }

        @Override
        public boolean isForPhones() {
            return true;
        }
    }

    /** A use that another test is about. */
    private record Elsewhere(Runnable check) implements Use {

        @Override
        public void run() {
            check.run();
        }

        @Override
        public boolean isElsewhere() {
            return true;
        }
    }

    final Visitor visitor;
    final Household household;
    final Language language;
    private final Map<String, Use> table = new LinkedHashMap<>();
    private String actor;
    private Set<String> shown;

    Walk(Visitor visitor, Household household, Language language) {
        this.visitor = visitor;
        this.household = household;
        this.language = language;
        this.actor = household.staff(language);
    }

    /** Lets another walk than the administrator. */
    final Walk as(String username) {
        actor = username;
        return this;
    }

    /** Who walks. */
    final String actor() {
        return actor;
    }

    /** What of the page belongs to this table: all of it, when nothing else is said. */
    String scope() {
        return "html";
    }

    /** Where the controls are. */
    abstract String page();

    /** @param control its name, in which {@code *} stands for anything */
    final void known(String control, Use use) {
        table.put(control, use);
    }

    final Map<String, Use> table() {
        return table;
    }

    void open() {
        visitor.open(page());
    }

    /** The controls of the page that no table knows. */
    final TreeSet<String> unknown(Walk frame) {
        return shown().stream()
                .filter(name -> !isIn(table, name) && !isIn(frame.table, name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the page, as it is opened, shows a control of that name. */
    final boolean shows(String control) {
        return shown().stream().anyMatch(name -> isIn(Map.of(control, () -> {}), name));
    }

    private Set<String> shown() {
        if (shown == null) {
            open();
            shown = ((List<?>) visitor.script(CONTROLS, scope()))
                    .stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
        }
        return shown;
    }

    private static boolean isIn(Map<String, Use> table, String name) {
        return table.keySet().stream()
                .map(known -> Pattern.compile(("\\Q" + known + "\\E").replace("*", "\\E.*\\Q")))
                .anyMatch(known -> known.matcher(name).matches());
    }

    // ------------------------------------------------------------------ what tables say often

    final Use leadsTo(String css, String part) {
        return () -> {
            visitor.click(css);
            visitor.until(part, () -> visitor.address().contains(part));
            visitor.settle();
            assertThat(visitor.text("h1")).isNotBlank();
        };
    }

    final Use opens(String css, String menu) {
        return () -> {
            visitor.click(css);
            visitor.see(menu);
        };
    }

    /** A control that is used together with another of this table, in whose test it is needed. */
    final Use with(String other) {
        return new Elsewhere(() -> assertThat(table).as("where it is used").containsKey(other));
    }

    /** A control that a phone shows in place of another. */
    static Use onAPhone(Runnable use) {
        return new OnAPhone(use);
    }

    /** A control that a test of its own tries more closely. */
    static Use in(Class<?> test) {
        return new Elsewhere(() -> assertThat(test.getDeclaredMethods())
                .as("tests in " + test.getSimpleName())
                .anyMatch(method -> Arrays.stream(method.getAnnotations())
                        .anyMatch(mark -> mark.annotationType().getPackageName().startsWith("org.junit.jupiter"))));
    }
}
