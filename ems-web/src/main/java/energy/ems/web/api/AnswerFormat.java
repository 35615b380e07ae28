package energy.ems.web.api;

import energy.ems.account.Accounts;
import energy.ems.document.Words;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.Variant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an answer is wanted as. */
public enum AnswerFormat {
    JSON(MediaType.APPLICATION_JSON),
    XLSX(AnswerFormat.SPREADSHEET),
    PDF(AnswerFormat.PAPER);

    public static final String SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public static final String PAPER = "application/pdf";

    private final MediaType type;

    AnswerFormat(String type) {
        this.type = MediaType.valueOf(type);
    }

    /**
     * By {@code format}, which a link can say, or else by the header {@code Accept}; JSON for who takes anything.
     *
     * @param format null when it was left out
     */
    public static AnswerFormat asked(String format, Request request) {
        if (format != null) {
            return Query.choice("format", format, AnswerFormat.class, JSON);
        }
        List<Variant> variants = Arrays.stream(values())
                .map(each -> new Variant(each.type, (Locale) null, null))
                .toList();
        return Optional.ofNullable(request.selectVariant(variants))
                .map(variant -> values()[variants.indexOf(variant)])
                .orElse(JSON);
    }

    /** Texts of a file in the language of who asks. */
    public static Words wordsOf(Accounts accounts) {
        String language = accounts.own().language();
        return Words.in(language == null ? Locale.ENGLISH : Locale.forLanguageTag(language));
    }

    /** @param name without its ending */
    public Response file(String name, StreamingOutput content) {
        return Response.ok(content, type)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + name + "." + name().toLowerCase(Locale.ROOT) + "\"")
                .build();
    }

    public static Response json(Object answer) {
        return Response.ok(answer, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
