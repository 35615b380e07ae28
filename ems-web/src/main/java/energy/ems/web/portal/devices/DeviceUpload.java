package energy.ems.web.portal.devices;

import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.device.DeviceImport;
import energy.ems.device.ImportReport;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.primefaces.model.file.UploadedFile;

/** Importing devices from a CSV file: first what it would do, line by line, then the deed. */
@Named
@ViewScoped
public class DeviceUpload implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private DeviceImport deviceImport;

    private transient UploadedFile file;
    private byte[] csv;
    private String fileName;
    private transient ImportReport report;

    public void begin() {
        csv = null;
        report = null;
        Dialogs.show("import");
    }

    public void preview() {
        if (file == null || file.getSize() == 0) {
            Texts.refuse("import.choose");
            return;
        }
        csv = file.getContent();
        fileName = file.getFileName();
        if (!isUtf8(csv)) {
            // Guessing the code page would store wrong letters under people's names.
            csv = null;
            report = null;
            Texts.refuse("import.encoding");
            return;
        }
        report = deviceImport.preview(reader());
    }

    public void apply() {
        if (csv == null) {
            return;
        }
        try {
            report = deviceImport.apply(reader());
            if (report.applied()) {
                Texts.inform("import.done", report.created(), report.updated());
                csv = null;
                report = null;
                Dialogs.hide("import");
            }
        } catch (InvalidInputException invalid) {
            Texts.refuse("import.failed", Problems.sentence(Texts.ofView(), invalid));
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private Reader reader() {
        return new InputStreamReader(new ByteArrayInputStream(csv), StandardCharsets.UTF_8);
    }

    /** The problem of a line, in the viewer's language. */
    public String problem(ImportReport.LineError error) {
        String sentence = Problems.sentence(Texts.ofView(), error.field(), error.messageKey(), error.arguments());
        return error.value() == null ? sentence : sentence + " (" + error.value() + ")";
    }

    /** How much of a correct file the sample shows. */
    public String getShown() {
        return Texts.ofView().get("import.shown", report.sample().size(), report.lines());
    }

    public boolean isReady() {
        return report != null && report.errorCount() == 0 && report.lines() > 0;
    }

    public ImportReport getReport() {
        return report;
    }

    public String getFileName() {
        return fileName;
    }

    public UploadedFile getFile() {
        return file;
    }

    public void setFile(UploadedFile file) {
        this.file = file;
    }
}
