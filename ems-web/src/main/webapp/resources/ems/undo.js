/* Undo inside the notification of what was just done. It goes away with the notification. */
(function () {
  'use strict';

  function offer() {
    var words = document.getElementById('undoWords');
    var messages = window.PrimeFaces.widgets.messages;
    var item = messages && messages.jq.find('.ui-growl-item-container').last();
    if (!words || !item || !item.length || item.find('[data-ems="undo"]').length) {
      return;
    }
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'ems-growl-link';
    button.setAttribute('data-ems', 'undo');
    button.textContent = words.getAttribute('data-text');
    button.addEventListener('click', function () {
      messages.removeAll();
      window.undoAcknowledgement();
    });
    item[0].querySelector('.ui-growl-message').appendChild(button);
  }

  window.addEventListener('load', function () {
    window.jQuery(document).on('pfAjaxComplete', function (event, xhr) {
      if (xhr && xhr.pfArgs && xhr.pfArgs.undo) {
        // After the script that shows the message.
        window.setTimeout(offer, 0);
      }
    });
  });
})();
