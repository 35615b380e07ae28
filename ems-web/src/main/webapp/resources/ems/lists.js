/* Lists with boxes: says how many rows are ticked, and keeps the buttons for many off while none is. */
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

  window.addEventListener('load', function () {
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
