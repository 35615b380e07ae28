package energy.ems.web.security;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the forms that pages get, at the pace that {@link ArrivingBodies} asks for: the container would read them itself
 * when a page asks for a parameter, and wait for each byte for as long as some come. Files, which the container does read,
 * are taken where pages take files.
 */
public class PageForms implements Filter {

    private static final Set<String> PAGES_WITH_FILES = Set.of(AccessRules.DEVICES_PAGE, AccessRules.IMPORTS_PAGE);
    /** As many as Payara reads. */
    private static final int MOST_PARAMETERS = 10_000;

    static boolean isForm(HttpServletRequest request) {
        return String.valueOf(request.getContentType()).startsWith("application/x-www-form-urlencoded");
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        if (!request.getMethod().equals("POST")) {
            chain.doFilter(request, response);
        } else if (isForm(request)) {
            Form form;
            try {
                form = Form.read(request);
            } catch (IOException cutOrTooSlow) {
                response.setHeader("Connection", "close");
                Refusal.of(408, null).send(request, response);
                return;
            } catch (IllegalArgumentException noForm) {
                Refusal.of(400, "This is no form.").send(request, response);
                return;
            }
            chain.doFilter(form, response);
        } else if (isUpload(request) && !PAGES_WITH_FILES.contains(Paths.of(request))) {
            response.setHeader("Connection", "close");
            Refusal.of(415, null).send(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isUpload(HttpServletRequest request) {
        return String.valueOf(request.getContentType()).startsWith("multipart/");
    }

    /** The request with the parameters of its address and its body, in this order, as the servlet specification has it. */
    static final class Form extends HttpServletRequestWrapper {

        private final Map<String, String[]> parameters = new LinkedHashMap<>();

        private Form(HttpServletRequest request) {
            super(request);
        }

        /** @throws IllegalArgumentException when it is not encoded as a form is, or has too many fields */
        static Form read(HttpServletRequest request) throws IOException {
            Map<String, List<String>> fields = new LinkedHashMap<>();
            parse(request.getQueryString(), fields);
            // The browsers send ASCII, what is beyond it encoded.
            parse(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8), fields);
            Form form = new Form(request);
            fields.forEach((name, values) -> form.parameters.put(name, values.toArray(String[]::new)));
            return form;
        }

        static void parse(String encoded, Map<String, List<String>> into) {
            if (encoded == null || encoded.isEmpty()) {
                return;
            }
            String[] pairs = encoded.split("&", MOST_PARAMETERS + 1);
            if (pairs.length > MOST_PARAMETERS) {
                throw new IllegalArgumentException("too many");
            }
            for (String pair : pairs) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                if (!pair.isEmpty()) {
                    into.computeIfAbsent(decoded(name), same -> new ArrayList<>())
                            .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
                }
            }
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }

        @Override
        public String getParameter(String name) {
            String[] values = parameters.get(name);
            return values == null ? null : values[0];
        }

        @Override
        public String[] getParameterValues(String name) {
            String[] values = parameters.get(name);
            return values == null ? null : values.clone();
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(parameters.keySet());
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Collections.unmodifiableMap(parameters);
        }
    }
}
