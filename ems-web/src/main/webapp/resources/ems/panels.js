/*
 * Where the keyboard is: in a panel or dialog that opens, at the first mistake of a form, and back at what was pressed
 * when a panel has closed or an action is done. Escape closes what is open. Actions that do not reach the server say so.
 */
(function () {
  'use strict';

  var FIELDS = 'input:not([type=hidden]), select, textarea';
  var PANELS = '.ui-dialog, .ui-sidebar';
  var pressed = null;
  var pressedInside = null;

  function isVisible(element) {
    return element.getClientRects().length > 0 && window.getComputedStyle(element).visibility !== 'hidden';
  }

  function firstVisible(root, selector) {
    return Array.from(root.querySelectorAll(selector)).find(function (element) {
      return !element.disabled && isVisible(element);
    });
  }

  function openPanel() {
    return Array.from(document.querySelectorAll(PANELS)).filter(isVisible).pop();
  }

  function widgetOf(element) {
    return Object.values(window.PrimeFaces.widgets).find(function (widget) {
      return widget && widget.jq && widget.jq[0] === element;
    });
  }

  function enter(panel) {
    var title = panel.querySelector('.ems-side-title');
    if (title) {
      title.id = title.id || panel.id + '_name';
      panel.setAttribute('role', 'dialog');
      panel.setAttribute('aria-labelledby', title.id);
    }
    var field =
      firstVisible(panel, '.ui-state-error ' + FIELDS.replace(/, /g, ', .ui-state-error ') + ', input.ui-state-error') ||
      firstVisible(panel, 'input:not([type=hidden]):not([readonly]), select, textarea') ||
      firstVisible(panel, '.ems-form-actions button') ||
      firstVisible(panel, 'button, a[href]');
    if (field) {
      field.focus();
    }
  }

  function goBack() {
    var place = pressed && document.getElementById(pressed);
    if (!place || place.disabled || !isVisible(place)) {
      place = document.getElementById('content');
    }
    place.focus();
  }

  /** After an answer that took away what had the focus. */
  function settle() {
    var panel = openPanel();
    var wrong = firstVisible(panel || document, 'input.ui-state-error, .ui-state-error input, textarea.ui-state-error');
    var lost = document.activeElement === document.body || document.activeElement === null;
    if (wrong && (lost || document.activeElement.tagName === 'BUTTON')) {
      wrong.focus();
    } else if (lost && panel) {
      // A button is off while its action runs, and loses the focus by that.
      var again = pressedInside && document.getElementById(pressedInside);
      if (again && panel.contains(again) && !again.disabled && isVisible(again)) {
        again.focus();
      } else {
        enter(panel);
      }
    } else if (lost) {
      goBack();
    }
  }

  function wrap(name) {
    var type = window.PrimeFaces.widget[name];
    if (!type) {
      return;
    }
    var show = type.prototype.show;
    var hide = type.prototype.hide;
    type.prototype.show = function () {
      var shown = show.apply(this, arguments);
      var panel = this.jq[0];
      window.setTimeout(function () {
        if (isVisible(panel) && !panel.contains(document.activeElement)) {
          enter(panel);
        }
      }, 250);
      return shown;
    };
    type.prototype.hide = function () {
      var hidden = hide.apply(this, arguments);
      window.setTimeout(function () {
        if (!openPanel()) {
          goBack();
        }
      }, 300);
      return hidden;
    };
  }

  document.addEventListener(
    'click',
    function (event) {
      var button = event.target.closest && event.target.closest('button, a');
      if (button && button.id && !button.closest(PANELS)) {
        pressed = button.id;
        pressedInside = null;
      } else if (button && button.id) {
        pressedInside = button.id;
      }
    },
    true
  );

  /**
   * BEWARE: PrimeFaces closes a calendar only while it listens for clicks elsewhere, and does not hear Escape before or
   * while it begins to; so it is asked again until it is closed.
   */
  function closeCalendar(panel, tries) {
    if (tries === 0 || !isVisible(panel)) {
      return;
    }
    var widget = Object.values(window.PrimeFaces.widgets).find(function (each) {
      return each && each.id + '_panel' === panel.id;
    });
    var calendar = widget && widget.jq.data().primeDatePicker;
    if (calendar) {
      if (!calendar.documentClickListener) {
        calendar.bindDocumentClickListener();
      }
      calendar.hideOverlay();
      window.setTimeout(closeCalendar, 100, panel, tries - 1);
    }
  }

  /** What a field suggests may come when the field has been left. */
  function closeLateSuggestions() {
    Array.from(document.querySelectorAll('.ui-autocomplete-panel'))
      .filter(isVisible)
      .forEach(function (panel) {
        var widget = window.PrimeFaces.getWidgetById(panel.id.replace(/_panel$/, ''));
        if (widget && !widget.jq[0].contains(document.activeElement)) {
          widget.hide();
        }
      });
  }

  document.addEventListener(
    'keydown',
    function (event) {
      var panel = event.key === 'Escape' && Array.from(document.querySelectorAll('.p-datepicker-panel')).find(isVisible);
      if (panel) {
        window.setTimeout(closeCalendar, 100, panel, 30);
      }
    },
    true
  );

  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape' || event.defaultPrevented) {
      return;
    }
    var overlay = Array.from(
      document.querySelectorAll('.ui-autocomplete-panel, .p-datepicker-panel, .ui-selectonemenu-panel')
    );
    if (overlay.some(isVisible)) {
      return;
    }
    var panel = openPanel();
    var widget = panel && widgetOf(panel);
    if (widget) {
      widget.hide();
    }
  });

  /*
   * BEWARE: PrimeFaces shows a moment after an action has begun that it is waited for, also when it has failed by then,
   * and would show it for ever.
   */
  function waitForNothingThatHasEnded() {
    var status = window.PrimeFaces.widget.AjaxStatus;
    if (!status) {
      return;
    }
    var trigger = status.prototype.trigger;
    status.prototype.trigger = function (event) {
      // Those that have failed stay in the list.
      var isWaiting = window.PrimeFaces.ajax.Queue.xhrs.some(function (xhr) {
        return xhr.state() === 'pending';
      });
      if (event !== 'start' || isWaiting) {
        trigger.apply(this, arguments);
      }
    };
  }

  window.addEventListener('load', function () {
    if (!window.PrimeFaces || !window.PrimeFaces.widget || !window.jQuery) {
      return;
    }
    wrap('Dialog');
    wrap('Sidebar');
    waitForNothingThatHasEnded();
    var page = window.jQuery(document);
    page.on('pfAjaxComplete', function () {
      window.setTimeout(settle, 400);
      // After the panel has been shown, which it is with an effect.
      window.setTimeout(closeLateSuggestions, 500);
    });
    page.on('pfAjaxError', function () {
      var words = document.getElementById('waiting_words');
      var messages = window.PrimeFaces.widgets.messages;
      if (words && messages) {
        messages.add({
          summary: words.getAttribute('data-text-failed'),
          detail: words.getAttribute('data-text-failed-more'),
          severity: 'error'
        });
      }
    });
  });
})();
