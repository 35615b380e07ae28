/*
 * Draws the map of the hours: a column for each day, a row for each hour of the clock. What is missing is hatched, which
 * zero is not; the hour that a spring night lacks stays empty, the two that an autumn night has share a place. The mouse
 * and the arrow keys tell of an hour, and a table says the same.
 */
(function () {
  'use strict';

  window.EMS = window.EMS || {};

  var STEPS = 9;
  var HOURS = 24;
  var LEFT = 46;
  var TOP = 4;
  var BOTTOM = 22;
  var NARROWEST = 2.5;
  /** Of all hours so many lie on the scale; a single peak would leave nothing but the palest colour to the others. */
  var ON_SCALE = 0.995;

  var map = null;

  function colour(name) {
    return window.getComputedStyle(document.documentElement).getPropertyValue('--ems-' + name).trim();
  }

  function number(value, digits) {
    return new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: digits }).format(value);
  }

  function rounded(value) {
    var size = Math.abs(value);
    return number(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
  }

  /** The places of the day's hours of that hour of the clock: one; none, or two where clocks change. */
  function placesAt(day, clock) {
    if (!day.hours) {
      return clock < day.kwh.length ? [clock] : [];
    }
    var places = [];
    day.hours.forEach(function (hour, place) {
      if (hour === clock) {
        places.push(place);
      }
    });
    return places;
  }

  function scale(days) {
    var known = [];
    days.forEach(function (day) {
      day.kwh.forEach(function (value) {
        if (value !== null) {
          known.push(Math.abs(value));
        }
      });
    });
    known.sort(function (one, other) {
      return one - other;
    });
    var most = known.length ? known[Math.min(known.length - 1, Math.floor(known.length * ON_SCALE))] : 0;
    return { most: most, cut: known.length > 0 && known[known.length - 1] > most };
  }

  function hatch(pen) {
    var tile = document.createElement('canvas');
    tile.width = 5;
    tile.height = 5;
    var stroke = tile.getContext('2d');
    stroke.strokeStyle = colour('chart-gap');
    stroke.lineWidth = 0.8;
    stroke.beginPath();
    stroke.moveTo(-1, 6);
    stroke.lineTo(6, -1);
    stroke.stroke();
    return pen.createPattern(tile, 'repeat');
  }

  // ------------------------------------------------------------------ drawing

  function draw() {
    var canvas = map.canvas;
    var days = map.days;
    var width = Math.max(canvas.parentNode.clientWidth, LEFT + days.length * NARROWEST);
    canvas.style.width = width + 'px';
    var height = canvas.clientHeight;
    var sharp = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * sharp);
    canvas.height = Math.round(height * sharp);
    var pen = canvas.getContext('2d');
    pen.scale(sharp, sharp);
    map.column = (width - LEFT) / Math.max(1, days.length);
    map.row = (height - TOP - BOTTOM) / HOURS;
    map.colours = Array.from({ length: STEPS }, function (unused, step) {
      return colour('heat-' + step);
    });
    map.back = colour('heat-back');
    map.hatch = hatch(pen);
    map.text = colour('text');
    pen.font = '12px ' + window.getComputedStyle(document.body).fontFamily;
    days.forEach(function (day, index) {
      for (var clock = 0; clock < HOURS; clock++) {
        cells(pen, day, index, clock);
      }
    });
    frame(pen, days, width, height);
    if (map.at) {
      mark(pen);
    }
  }

  function cells(pen, day, index, clock) {
    var places = placesAt(day, clock);
    // Where there is room, a hair of the ground parts the cells.
    var gap = map.column > 8 ? 1 : 0;
    var part = map.column / places.length;
    places.forEach(function (place, nth) {
      var state = day.states[place];
      if (state === 'f') {
        return;
      }
      var value = day.kwh[place];
      var x = LEFT + index * map.column + nth * part;
      var y = TOP + clock * map.row;
      var step = Math.min(STEPS - 1, Math.floor((Math.abs(value) / (map.scale.most || 1)) * STEPS));
      pen.fillStyle = value === null ? map.hatch : value < 0 ? map.back : map.colours[step];
      pen.fillRect(x, y, Math.max(1, part - gap) + (gap ? 0 : 0.3), map.row - gap + (gap ? 0 : 0.3));
      if (day.notes[place] && part > 10) {
        pen.fillStyle = value !== null && step > 4 ? colour('surface') : map.text;
        pen.beginPath();
        pen.moveTo(x + part / 2, y + map.row / 2 - 3);
        pen.lineTo(x + part / 2 + 3, y + map.row / 2);
        pen.lineTo(x + part / 2, y + map.row / 2 + 3);
        pen.lineTo(x + part / 2 - 3, y + map.row / 2);
        pen.fill();
      }
    });
  }

  function frame(pen, days, width, height) {
    pen.strokeStyle = colour('line-strong');
    pen.lineWidth = 1;
    pen.strokeRect(LEFT - 0.5, TOP - 0.5, width - LEFT, HOURS * map.row + 1);
    pen.fillStyle = colour('chart-tick');
    pen.textBaseline = 'middle';
    pen.textAlign = 'right';
    for (var clock = 0; clock < HOURS; clock += 3) {
      pen.fillText(String(clock).padStart(2, '0') + ':00', LEFT - 6, TOP + (clock + 0.5) * map.row);
    }
    pen.textAlign = 'left';
    var language = document.documentElement.lang;
    var form = new Intl.DateTimeFormat(
      language === 'en' ? 'en-GB' : language,
      days.length > 40
        ? { month: 'short', timeZone: 'UTC' }
        : days.length > 8
          ? { day: 'numeric', timeZone: 'UTC' }
          : { weekday: 'short', day: 'numeric', timeZone: 'UTC' }
    );
    var free = 0;
    days.forEach(function (day, index) {
      if (days.length > 40 && day.date.slice(8) !== '01') {
        return;
      }
      var words = form.format(new Date(day.date + 'T00:00:00Z'));
      var x = LEFT + index * map.column + (days.length > 40 ? 0 : Math.max(0, (map.column - pen.measureText(words).width) / 2));
      if (x < free || x + pen.measureText(words).width > width) {
        return;
      }
      free = x + pen.measureText(words).width + 6;
      pen.fillText(words, x, height - BOTTOM / 2 + 2);
    });
  }

  function mark(pen) {
    pen.strokeStyle = map.text;
    pen.lineWidth = 2;
    pen.strokeRect(LEFT + map.at.day * map.column - 1, TOP + map.at.clock * map.row - 1, Math.max(4, map.column) + 1, map.row + 1);
  }

  // ------------------------------------------------------------------ telling

  function energy(day, place) {
    var value = day.kwh[place];
    return value === null ? map.words('missing') : number(value, 15) + ' kWh';
  }

  function said(day, place) {
    var state = { e: 'estimated', p: 'partial', r: 'running' }[day.states[place]];
    return [energy(day, place)].concat(state ? [map.words(state)] : [], day.notes[place] || []).join(' · ');
  }

  function tell(day, clock) {
    map.at = { day: day, clock: clock };
    draw();
    var shown = map.days[day];
    var places = placesAt(shown, clock).filter(function (place) {
      return shown.states[place] !== 'f';
    });
    var hour = String(clock).padStart(2, '0') + ':00';
    map.tip.textContent =
      shown.name + ', ' + hour + ': ' +
      (places.length
        ? places.map(function (place) { return said(shown, place); }).join(' / ')
        : placesAt(shown, clock).length ? '–' : map.words('none'));
  }

  function under(event) {
    var box = map.canvas.getBoundingClientRect();
    var day = Math.floor((event.clientX - box.left - LEFT) / map.column);
    var clock = Math.floor((event.clientY - box.top - TOP) / map.row);
    return day >= 0 && day < map.days.length && clock >= 0 && clock < HOURS ? { day: day, clock: clock } : null;
  }

  function open(day) {
    window.location.assign(window.location.pathname + map.holder.getAttribute('data-days') + map.days[day].date);
  }

  function pressed(event) {
    var steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], PageUp: [-7, 0], PageDown: [7, 0] };
    var step = steps[event.key];
    if (event.key === 'Enter' && map.at) {
      open(map.at.day);
    } else if (step) {
      event.preventDefault();
      var at = map.at || { day: 0, clock: 0 };
      var day = map.at ? Math.max(0, Math.min(map.days.length - 1, at.day + step[0])) : 0;
      tell(day, map.at ? (at.clock + step[1] + HOURS) % HOURS : 0);
      var x = LEFT + day * map.column;
      var scroller = map.holder;
      if (x < scroller.scrollLeft + LEFT || x > scroller.scrollLeft + scroller.clientWidth - 20) {
        scroller.scrollLeft = x - scroller.clientWidth / 2;
      }
    }
  }

  // ------------------------------------------------------------------ the same as a table

  function cell(row, kind, words, scope) {
    var made = document.createElement(kind);
    made.textContent = words;
    if (scope) {
      made.setAttribute('scope', scope);
    }
    if (kind === 'td' || scope === 'col') {
      made.className = 'ems-number';
    }
    row.appendChild(made);
  }

  function table(into) {
    var made = document.createElement('table');
    made.className = 'ems-table';
    var heading = made.createTHead().insertRow();
    cell(heading, 'th', map.words('day'), 'col');
    for (var clock = 0; clock < HOURS; clock++) {
      cell(heading, 'th', String(clock).padStart(2, '0'), 'col');
    }
    var body = made.createTBody();
    map.days.forEach(function (day) {
      var row = body.insertRow();
      cell(row, 'th', day.name, 'row');
      for (var hour = 0; hour < HOURS; hour++) {
        cell(row, 'td', placesAt(day, hour).map(function (place) {
          if (day.states[place] === 'f') {
            return '';
          }
          return (day.kwh[place] === null ? '–' : rounded(day.kwh[place])) + (day.notes[place] ? ' ◆' : '');
        }).join(' / '));
      }
    });
    into.replaceChildren(made);
  }

  // ------------------------------------------------------------------ beginning

  function read() {
    map.days = JSON.parse(document.getElementById(map.holder.getAttribute('data-from')).getAttribute('data-chart')).days;
    map.scale = scale(map.days);
    document.getElementById('heatMost').textContent =
      rounded(map.scale.most) + ' kWh' + (map.scale.cut ? ' ' + map.words('more') : '');
  }

  /** Draws what the page says now; nothing where it has no map. */
  window.EMS.heat = function () {
    if (map) {
      read();
      draw();
    }
  };

  // ------------------------------------------------------------------ the week of a device in a list

  /** Hour after hour, the latest at the right. */
  function strip(holder) {
    var hours = JSON.parse(holder.getAttribute('data-ems-strip'));
    var canvas = holder.querySelector('canvas') || holder.appendChild(document.createElement('canvas'));
    var sharp = window.devicePixelRatio || 1;
    var width = holder.clientWidth;
    var height = holder.clientHeight;
    canvas.width = Math.round(width * sharp);
    canvas.height = Math.round(height * sharp);
    var pen = canvas.getContext('2d');
    pen.scale(sharp, sharp);
    var most = scale([{ kwh: hours }]).most || 1;
    var lines = hatch(pen);
    hours.forEach(function (value, place) {
      var step = Math.min(STEPS - 1, Math.floor((Math.abs(value) / most) * STEPS));
      pen.fillStyle = value === null ? lines : colour(value < 0 ? 'heat-back' : 'heat-' + step);
      pen.fillRect((place * width) / hours.length, 0, width / hours.length + 0.3, height);
    });
  }

  function strips() {
    document.querySelectorAll('[data-ems-strip]').forEach(strip);
  }

  window.addEventListener('DOMContentLoaded', function () {
    if (document.querySelector('[data-ems-strip]')) {
      // The style sheets may come after this.
      window.addEventListener('load', strips);
      new window.MutationObserver(strips).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    }
    var holder = document.getElementById('heat');
    if (!holder) {
      return;
    }
    map = {
      holder: holder,
      canvas: holder.querySelector('canvas'),
      tip: holder.querySelector('.ems-heat-tip'),
      at: null,
      words: function (name) {
        return holder.getAttribute('data-text-' + name);
      }
    };
    read();
    new window.ResizeObserver(draw).observe(map.canvas.parentNode);
    // Another appearance has other colours.
    new window.MutationObserver(draw).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    map.canvas.addEventListener('mousemove', function (event) {
      var at = under(event);
      if (at && (!map.at || at.day !== map.at.day || at.clock !== map.at.clock)) {
        tell(at.day, at.clock);
      }
    });
    map.canvas.addEventListener('click', function (event) {
      var at = under(event);
      if (at) {
        open(at.day);
      }
    });
    holder.addEventListener('keydown', pressed);
    document.querySelectorAll('[data-ems-heat-table]').forEach(function (details) {
      details.addEventListener('toggle', function () {
        if (details.open) {
          table(document.getElementById(details.getAttribute('data-ems-heat-table')));
        }
      });
    });
  });
})();
