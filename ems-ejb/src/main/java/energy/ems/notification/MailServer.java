package energy.ems.notification;

import jakarta.activation.DataHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Takes letters to the mail server. */
@ApplicationScoped
public class MailServer implements Carrier {

    private static final Logger LOG = System.getLogger(MailServer.class.getName());
    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "30000";
    private static final Pattern REPLY = Pattern.compile("^\\s*[45]\\d\\d[ -]");

    /** Where mail is handed in ({@code EMS_MAIL_URI}): {@code smtp://user:password@host:587} or {@code smtps://…}. */
    @Inject
    @ConfigProperty(name = "ems.mail.uri")
    Optional<String> uri;

    /** Whom it comes from ({@code EMS_MAIL_FROM}). */
    @Inject
    @ConfigProperty(name = "ems.mail.from")
    Optional<String> from;

    /** Whether there is one: otherwise nobody can be told by mail. */
    public boolean isSetUp() {
        return uri.filter(text -> !text.isBlank()).isPresent()
                && from.filter(text -> !text.isBlank()).isPresent();
    }

    @Override
    public Outcome send(Letter letter) {
        if (letter.to().email() == null) {
            return Outcome.refused(Problem.NO_ADDRESS, null);
        }
        if (!isSetUp()) {
            return Outcome.notSetUp();
        }
        InternetAddress recipient;
        try {
            recipient = new InternetAddress(letter.to().email(), true);
        } catch (AddressException e) {
            // BEWARE: no fault of the server's, which would have all other mail wait.
            return Outcome.refused(Problem.REFUSED, e.getMessage());
        }
        MailAddress server;
        InternetAddress sender;
        try {
            server = MailAddress.parse(uri.get());
            sender = new InternetAddress(from.get(), true);
        } catch (IllegalArgumentException | AddressException e) {
            // BEWARE: without the cause, which quotes the address and so the password.
            LOG.log(Level.DEBUG, "EMS_MAIL_URI or EMS_MAIL_FROM cannot be read");
            return Outcome.away("EMS_MAIL_URI or EMS_MAIL_FROM cannot be read");
        }
        return send(letter, recipient, server, sender);
    }

    private static Outcome send(Letter letter, InternetAddress recipient, MailAddress server, InternetAddress sender) {
        Session session = Session.getInstance(properties(server));
        Transport transport = null;
        try {
            MimeMessage message = message(session, letter, recipient, sender);
            transport = session.getTransport(server.protocol());
            transport.connect(server.host(), server.port(), server.user(), server.password());
            transport.sendMessage(message, message.getAllRecipients());
            return Outcome.SENT;
        } catch (SendFailedException e) {
            return outcome(e);
        } catch (MessagingException e) {
            return Outcome.away(String.valueOf(e.getMessage()));
        } finally {
            // What the server has taken stays taken, whatever comes of the farewell.
            close(transport);
        }
    }

    private static void close(Transport transport) {
        try {
            if (transport != null) {
                transport.close();
            }
        } catch (MessagingException e) {
            LOG.log(Level.DEBUG, "no farewell from the mail server", e);
        }
    }

    private static MimeMessage message(
            Session session, Letter letter, InternetAddress recipient, InternetAddress sender)
            throws MessagingException {
        String domain = sender.getAddress().substring(sender.getAddress().indexOf('@') + 1);
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                // The same at each attempt: by this a mail that came twice is known for one.
                setHeader("Message-ID", "<" + letter.key() + "@" + domain + ">");
            }
        };
        Words words = Words.of(letter);
        message.setFrom(sender);
        message.setRecipient(Message.RecipientType.TO, recipient);
        message.setSubject(words.subject(letter), StandardCharsets.UTF_8.name());
        write(message, words.body(letter), letter.enclosure());
        message.setSentDate(Date.from(letter.at()));
        // No machine shall answer it (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", letter.to().language().getLanguage());
        return message;
    }

    private static void write(MimeMessage message, String text, Enclosure report) throws MessagingException {
        if (report == null) {
            message.setText(text, StandardCharsets.UTF_8.name());
            return;
        }
        MimeBodyPart words = new MimeBodyPart();
        words.setText(text, StandardCharsets.UTF_8.name());
        MimeBodyPart file = new MimeBodyPart();
        file.setDataHandler(new DataHandler(new ByteArrayDataSource(report.pdf(), "application/pdf")));
        // ASCII alone, which every mail program shows as it is.
        file.setFileName("EMS-" + report.month() + ".pdf");
        message.setContent(new MimeMultipart(words, file));
    }

    /** What was refused: this mail, or its recipient, for now or for good. */
    private static Outcome outcome(SendFailedException refusal) {
        String reply = reply(refusal);
        Address[] invalid = refusal.getInvalidAddresses();
        return invalid != null && invalid.length > 0
                ? Outcome.refused(Problem.REFUSED, reply)
                : reply == null ? Outcome.away(refusal.getMessage()) : Outcome.later(reply);
    }

    /** The server's own words, where it said any. */
    private static String reply(MessagingException failure) {
        String last = null;
        for (Throwable each = failure;
                each instanceof MessagingException messaging;
                each = messaging.getNextException()) {
            String text = String.valueOf(each.getMessage());
            Matcher reply = REPLY.matcher(text);
            if (reply.find()) {
                last = text;
            }
        }
        return last;
    }

    private static Properties properties(MailAddress server) {
        Properties properties = new Properties();
        String prefix = "mail." + server.protocol() + ".";
        properties.setProperty("mail.transport.protocol", server.protocol());
        properties.setProperty(prefix + "connectiontimeout", CONNECT_MILLIS);
        properties.setProperty(prefix + "timeout", ANSWER_MILLIS);
        properties.setProperty(prefix + "writetimeout", ANSWER_MILLIS);
        properties.setProperty(prefix + "auth", String.valueOf(server.user() != null));
        properties.setProperty(prefix + "quitwait", "false");
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", "true");
        // A password does not leave the machine in the clear.
        properties.setProperty(
                prefix + "starttls.required", String.valueOf(server.user() != null && !server.isOnThisMachine()));
        return properties;
    }
}
