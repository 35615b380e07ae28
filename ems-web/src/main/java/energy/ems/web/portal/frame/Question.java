package energy.ems.web.portal.frame;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.io.Serializable;
import org.primefaces.PrimeFaces;

/**
 * Asks before something is done that cannot be taken back. The question names what will be done, and to how many; the
 * button that does it is called after it. The frame of every page has the dialog.
 */
@Named
@ViewScoped
public class Question implements Serializable {

    private static final long serialVersionUID = 1L;

    private String text;
    private String effect;
    private String verb;
    private transient Runnable action;

    /**
     * Shows the question.
     *
     * @param text what is asked, for instance "Delete 3 devices?"
     * @param effect what that means for whom
     * @param verb what the button is called
     * @param action what it does
     */
    public void ask(String text, String effect, String verb, Runnable action) {
        this.text = text;
        this.effect = effect;
        this.verb = verb;
        this.action = action;
        PrimeFaces.current().ajax().update("questionDialog");
        Dialogs.show("question");
    }

    /** Does what was asked for; on another node than it was asked on, nothing. */
    public void confirm() {
        Runnable confirmed = action;
        action = null;
        Dialogs.hide("question");
        if (confirmed == null) {
            Texts.warn("question.forgotten");
        } else {
            confirmed.run();
        }
    }

    public String getText() {
        return text;
    }

    public String getEffect() {
        return effect;
    }

    public String getVerb() {
        return verb;
    }
}
