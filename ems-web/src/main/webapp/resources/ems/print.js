/*
 * What goes on paper: light colours whatever the screen shows, charts as wide as the sheet and finished, and the tables
 * that are folded on the screen. Afterwards all is as it was.
 */
(function () {
  'use strict';

  /* A4 between the margins, in CSS pixels. */
  var WIDTH = 680;
  var HEIGHT = 300;

  var unfolded = [];
  var shownTheme;

  function draw(width, height) {
    window.EMS.charts().forEach(function (chart) {
      var animation = chart.options.animation;
      // Paper does not wait for an animation, and a running one puts the new size off.
      chart.stop();
      chart.options.animation = false;
      window.EMS.dress(chart);
      if (width) {
        chart.resize(width, height);
      } else {
        chart.resize();
      }
      chart.update('none');
      chart.options.animation = animation;
    });
  }

  document.addEventListener('click', function (event) {
    if (event.target.closest && event.target.closest('[data-ems="print"]')) {
      window.print();
    }
  });

  window.addEventListener('beforeprint', function () {
    var root = document.documentElement;
    shownTheme = root.getAttribute('data-theme');
    root.setAttribute('data-theme', 'light');
    unfolded = Array.prototype.slice.call(document.querySelectorAll('.ems-main details:not([open])'));
    unfolded.forEach(function (details) {
      details.open = true;
    });
    draw(WIDTH, HEIGHT);
  });

  window.addEventListener('afterprint', function () {
    document.documentElement.setAttribute('data-theme', shownTheme);
    unfolded.forEach(function (details) {
      details.open = false;
    });
    draw();
  });
})();
