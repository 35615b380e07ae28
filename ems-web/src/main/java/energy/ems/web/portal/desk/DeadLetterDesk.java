package energy.ems.web.portal.desk;

import energy.ems.boundary.NotFoundException;
import energy.ems.metering.OperatorDesk;
import energy.ems.metering.intake.DeadLetter;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.Question;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.WaitingWork;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.primefaces.PrimeFaces;

/** Messages that could not be understood: to be replayed once the cause is gone or the text is corrected, or discarded. */
@Named
@ViewScoped
public class DeadLetterDesk implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private OperatorDesk desk;

    @Inject
    private Question question;

    @Inject
    private WaitingWork waitingWork;

    private transient List<DeadLetter> letters;
    private transient Long total;
    private transient List<DeadLetter> selection;
    private transient DeadLetter opened;
    private transient String openedText;

    public List<DeadLetter> getLetters() {
        if (letters == null) {
            letters = desk.deadLetters();
        }
        return letters;
    }

    /** All of them; the list holds the first. */
    public long getTotal() {
        if (total == null) {
            total = desk.deadLetterCount();
        }
        return total;
    }

    public String reason(DeadLetter letter) {
        return LetterReasons.of(Texts.ofView(), letter.reason());
    }

    /** Shows the whole message. */
    public void open(DeadLetter letter) {
        opened = letter;
        openedText = desk.deadLetterText(letter.id());
        PrimeFaces.current().ajax().update("letterDialog");
        Dialogs.show("letter");
    }

    public DeadLetter getOpened() {
        return opened;
    }

    public String getOpenedText() {
        return openedText;
    }

    /** Sends what the dialog says now in the place of the message. */
    public void sendCorrected() {
        if (opened == null) {
            Texts.warn("question.forgotten");
            return;
        }
        try {
            desk.replayCorrected(opened.id(), openedText);
            Texts.inform("letters.replayed", 1);
        } catch (NotFoundException decided) {
            Texts.warn("letters.notFound", 1);
        }
        Dialogs.hide("letter");
        decided();
    }

    public void setOpenedText(String text) {
        openedText = text;
    }

    public void replay() {
        if (someSelected()) {
            List<String> ids = ids();
            tell("letters.replayed", desk.replay(ids), ids.size());
            decided();
        }
    }

    public void askToDiscard() {
        if (someSelected()) {
            Texts texts = Texts.ofView();
            question.ask(
                    texts.get("letters.discard.ask", selection.size()),
                    texts.get("letters.discard.effect"),
                    texts.get("letters.discard"),
                    this::discard);
        }
    }

    private void discard() {
        List<String> ids = ids();
        tell("letters.discarded", desk.discardDeadLetters(ids), ids.size());
        decided();
    }

    /** Others may have decided first, or may be looking at the same messages from another node. */
    private static void tell(String done, int found, int wanted) {
        if (found > 0) {
            Texts.inform(done, found);
        }
        if (found < wanted) {
            Texts.warn("letters.notFound", wanted - found);
        }
    }

    private void decided() {
        waitingWork.recount();
        PrimeFaces.current().ajax().update("pages");
        reload();
    }

    public void reload() {
        letters = null;
        total = null;
        selection = null;
    }

    private boolean someSelected() {
        boolean some = selection != null && !selection.isEmpty();
        if (!some) {
            Texts.warn("desk.none.selected");
        }
        return some;
    }

    private List<String> ids() {
        return selection.stream().map(DeadLetter::id).toList();
    }

    public List<DeadLetter> getSelection() {
        return selection;
    }

    public void setSelection(List<DeadLetter> selection) {
        this.selection = selection;
    }
}
