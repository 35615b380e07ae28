package energy.ems.web.portal.desk;

import energy.ems.boundary.NotFoundException;
import energy.ems.metering.ReadingImports;
import energy.ems.metering.backfill.BackfillView;
import energy.ems.metering.backfill.file.LineProblem;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.Texts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.primefaces.PrimeFaces;

/** The lines that an import has left out, each with the reason. */
@Named
@ViewScoped
public class ImportProblems implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private ReadingImports imports;

    private String deviceId;
    private long id;
    private String fileName;

    private transient List<LineProblem> problems;

    public void open(BackfillView run) {
        try {
            problems = imports.problems(run.deviceId(), run.id());
            deviceId = run.deviceId();
            id = run.id();
            fileName = run.fileName();
            PrimeFaces.current().ajax().update("leftOutDialog");
            Dialogs.show("leftOut");
        } catch (NotFoundException gone) {
            Texts.refuse("problem.notFound");
        }
    }

    public String getFileName() {
        return fileName;
    }

    /** Asked for again after the session has been on another node. */
    public List<LineProblem> getProblems() {
        if (problems == null) {
            problems = deviceId == null ? List.of() : imports.problems(deviceId, id);
        }
        return problems;
    }
}
