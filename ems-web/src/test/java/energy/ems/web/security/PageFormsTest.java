package energy.ems.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageFormsTest {

    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    @Test
    void readsWhatABrowserSends() {
        PageForms.Form.parse("a=1&b=&c&a=2%263&d=%C8%99ase+p%C4%83s%C4%83ri&&=x", fields);

        assertThat(fields)
                .containsEntry("a", List.of("1", "2&3"))
                .containsEntry("b", List.of(""))
                .containsEntry("c", List.of(""))
                .containsEntry("d", List.of("șase păsări"))
                .containsEntry("", List.of("x"))
                .hasSize(5);
    }

    @Test
    void putsWhatTheAddressSaysBeforeWhatTheFormDoes() {
        PageForms.Form.parse("a=address", fields);
        PageForms.Form.parse("a=form", fields);

        assertThat(fields).containsEntry("a", List.of("address", "form"));
    }

    @Test
    void hasNothingToReadWhereThereIsNothing() {
        PageForms.Form.parse(null, fields);
        PageForms.Form.parse("", fields);

        assertThat(fields).isEmpty();
    }

    @Test
    void refusesWhatIsNoForm() {
        assertThatThrownBy(() -> PageForms.Form.parse("a=%zz", fields)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PageForms.Form.parse("a&".repeat(10_001), fields))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
