/*
 * Lists: how many rows are ticked, with the buttons for many off while none is; where a list stands in its address; and a
 * choice that is emptied by keys.
 */
(function () {
  'use strict';

  function ticked(table) {
    var field = document.getElementById(table + '_selection');
    return field && field.value ? field.value.split(',').length : 0;
  }

  function show() {
    document.querySelectorAll('[data-ems-table]').forEach(function (bar) {
      var count = ticked(bar.getAttribute('data-ems-table'));
      bar.querySelectorAll('button').forEach(function (button) {
        button.disabled = count === 0;
        button.classList.toggle('ui-state-disabled', count === 0);
      });
      bar.querySelectorAll('[data-ems-selected]').forEach(function (words) {
        words.textContent =
          count === 0 ? '' : words.getAttribute('data-ems-selected').replace('{count}', String(count));
      });
    });
  }

  function soon() {
    // After the table's own script.
    window.setTimeout(show, 0);
  }

  // Where a list stands is in the address, for Back, reload and bookmarks.
  function keepAddress(event, xhr, settings, args) {
    if (args && typeof args.emsAddress === 'string') {
      window.history.replaceState(window.history.state, '', window.location.pathname + args.emsAddress);
    }
  }

  // PrimeFaces tells an emptied choice only where an empty field suggests nothing, and ours suggest from the start.
  function emptied(event) {
    var field = event.target;
    if (!field.matches || !field.matches('.ui-autocomplete-input') || field.value.trim() !== '') {
      return;
    }
    var widget = window.PrimeFaces.getWidgetById(field.id.replace(/_input$/, ''));
    if (widget) {
      widget.hinput.val('');
      widget.callBehavior('clear');
    }
  }

  window.addEventListener('load', function () {
    document.addEventListener('change', emptied, true);
    window.jQuery(document).on('pfAjaxComplete', keepAddress);
    if (!document.querySelector('[data-ems-table]')) {
      return;
    }
    show();
    // On the way down, because the boxes keep their clicks to themselves.
    document.addEventListener('click', soon, true);
    document.addEventListener('keyup', soon, true);
    window.jQuery(document).on('pfAjaxComplete', soon);
  });
})();
