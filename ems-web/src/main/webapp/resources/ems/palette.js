/*
 * Goes to any page, device, place or day by a few words and the keys alone: Ctrl-K, or ⌘K, or the button in the top bar.
 * Pages are those of the navigation, so that nobody is offered what they may not see; the rest is found by the server as
 * one types. A combobox with a list, as the ARIA Authoring Practices describe it: the focus stays in the field.
 */
(function () {
  'use strict';

  var TYPING = 140;
  var MOST_PAGES = 6;

  var dialog;
  var input;
  var list;
  var status;
  var choices = [];
  var chosen = 0;
  var waiting = 0;
  var asked = null;
  /** Whether Enter was pressed before the answer was there. */
  var hurried = false;

  function text(name) {
    return dialog.getAttribute('data-text-' + name);
  }

  function folded(words) {
    return words
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase();
  }

  // ------------------------------------------------------------------ what there is to choose from

  function pages(typed) {
    var words = folded(typed).split(/\s+/).filter(Boolean);
    var all = Array.from(document.querySelectorAll('#nav a.ems-nav-link')).map(function (link) {
      return { icon: link.querySelector('.pi').className, name: link.title, note: text('page'), to: link.href };
    });
    all.push({
      icon: 'pi pi-cog',
      name: text('account'),
      note: text('page'),
      to: dialog.getAttribute('data-home') + 'account.xhtml'
    });
    return all.filter(function (page) {
      var name = folded(page.name);
      return words.every(function (word) {
        return name.indexOf(word) >= 0;
      });
    });
  }

  /** What the day, week, month or year is called. The first day is a date, no moment: it has no zone. */
  function periodName(period) {
    var day = new Date(period.day + 'T00:00:00Z');
    var form = {
      day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
      week: { day: 'numeric', month: 'long', year: 'numeric' },
      month: { month: 'long', year: 'numeric' },
      year: { year: 'numeric' }
    }[period.view];
    form.timeZone = 'UTC';
    var language = document.documentElement.lang;
    var name = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, form).format(day);
    return period.view === 'week' ? text('week').replace('{0}', name) : name;
  }

  function address(page, parameters, period) {
    var query = new URLSearchParams(parameters);
    if (period) {
      query.set('date', period.day);
      query.set('view', period.view);
    }
    return dialog.getAttribute('data-home') + page + (query.toString() ? '?' + query : '');
  }

  function found(answer) {
    var period = answer.period;
    var when = period ? periodName(period) : '';
    var all = answer.devices.map(function (device) {
      return {
        icon: 'pi pi-bolt',
        name: device.name,
        when: when,
        note: device.place || text('device'),
        to: address('consumption.xhtml', { device: device.device_id }, period)
      };
    });
    answer.places.forEach(function (place) {
      all.push({
        icon: 'pi pi-map-marker',
        name: place.path,
        when: when,
        note: text('place'),
        to: address('places.xhtml', { place: place.path }, period)
      });
    });
    answer.groups.forEach(function (group) {
      all.push({
        icon: 'pi pi-clone',
        name: group.name,
        when: when,
        note: text('group'),
        to: address('groups.xhtml', { group: group.id }, period)
      });
    });
    if (period) {
      all.push({ icon: 'pi pi-chart-bar', name: when, note: text('consumption'), to: address('consumption.xhtml', {}, period) });
      all.push({ icon: 'pi pi-map-marker', name: when, note: text('places'), to: address('places.xhtml', {}, period) });
    }
    return all;
  }

  // ------------------------------------------------------------------ the list

  function part(of, kind, className, words) {
    var made = document.createElement(kind);
    made.className = className;
    made.textContent = words;
    of.appendChild(made);
    return made;
  }

  function choose(index) {
    chosen = choices.length ? (index + choices.length) % choices.length : 0;
    Array.from(list.children).forEach(function (option, place) {
      option.setAttribute('aria-selected', String(place === chosen));
      if (place === chosen) {
        option.scrollIntoView({ block: 'nearest' });
      }
    });
    if (choices.length) {
      input.setAttribute('aria-activedescendant', 'paletteOption' + chosen);
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  }

  function show(all, words) {
    choices = all;
    list.textContent = '';
    choices.forEach(function (choice, index) {
      var option = document.createElement('li');
      option.id = 'paletteOption' + index;
      option.setAttribute('role', 'option');
      option.className = 'ems-palette-option';
      part(option, 'span', choice.icon, '').setAttribute('aria-hidden', 'true');
      var name = part(option, 'span', 'ems-palette-name', '');
      part(name, 'bdi', '', choice.name);
      if (choice.when && choice.when !== choice.name) {
        part(name, 'span', 'ems-palette-when', ' · ' + choice.when);
      }
      part(option, 'bdi', 'ems-palette-note', choice.note);
      option.addEventListener('mousemove', function () {
        if (chosen !== index) {
          choose(index);
        }
      });
      option.addEventListener('click', function (event) {
        go(index, event.ctrlKey || event.metaKey);
      });
      list.appendChild(option);
    });
    // An empty list is none that a screen reader could enter.
    list.hidden = choices.length === 0;
    input.setAttribute('aria-expanded', String(choices.length > 0));
    status.textContent = words || (choices.length ? text('results').replace('{0}', choices.length) : text('none'));
    choose(0);
  }

  function go(index, elsewhere) {
    var choice = choices[index];
    if (!choice) {
      return;
    }
    if (elsewhere) {
      window.open(choice.to, '_blank', 'noopener');
    } else {
      dialog.close();
      window.location.assign(choice.to);
    }
  }

  function ask() {
    var typed = input.value.trim();
    if (asked) {
      asked.abort();
    }
    if (!typed) {
      show(pages(''));
      return;
    }
    asked = new AbortController();
    var question = asked;
    var zone = document.getElementById('live').getAttribute('data-zone');
    window
      .fetch(dialog.getAttribute('data-search') + '?' + new URLSearchParams({ q: typed, zone: zone }), {
        credentials: 'same-origin',
        headers: { Accept: 'application/json' },
        signal: question.signal
      })
      .then(function (answer) {
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        return answer.json();
      })
      .then(function (answer) {
        if (question === asked) {
          // Pages are there at once: what was found comes behind them, and pushes nothing away from under Enter.
          show(pages(typed).slice(0, MOST_PAGES).concat(found(answer)));
          asked = null;
          if (hurried) {
            go(0, false);
          }
        }
      })
      .catch(function (refused) {
        if (refused.name !== 'AbortError' && question === asked) {
          show(pages(typed), text('failed'));
        }
      });
  }

  function typed() {
    // What Enter takes must never be an answer to what was typed before.
    show(pages(input.value.trim()).slice(0, MOST_PAGES), ' ');
    hurried = false;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(ask, TYPING);
  }

  function open() {
    if (dialog.open) {
      dialog.close();
      return;
    }
    input.value = '';
    dialog.showModal();
    show(pages(''));
    input.focus();
  }

  function pressed(event) {
    if (event.isComposing) {
      return;
    }
    var step = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key];
    if (step) {
      event.preventDefault();
      var wanted = chosen + step;
      choose(Math.abs(step) === 1 ? wanted : Math.max(0, Math.min(choices.length - 1, wanted)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      hurried = choices.length === 0;
      go(chosen, event.ctrlKey || event.metaKey);
    }
  }

  window.addEventListener('DOMContentLoaded', function () {
    dialog = document.getElementById('palette');
    var button = document.getElementById('paletteButton');
    if (!dialog || !button) {
      return;
    }
    input = document.getElementById('paletteInput');
    list = document.getElementById('paletteList');
    status = document.getElementById('paletteStatus');
    button.addEventListener('click', open);
    document.getElementById('paletteClose').addEventListener('click', function () {
      dialog.close();
    });
    input.addEventListener('input', typed);
    input.addEventListener('keydown', pressed);
    dialog.addEventListener('click', function (event) {
      // A press beside it: the dialog itself is hit there alone, and what is in it elsewhere.
      if (event.target === dialog) {
        dialog.close();
      }
    });
    dialog.addEventListener('close', function () {
      window.clearTimeout(waiting);
      if (asked) {
        asked.abort();
        asked = null;
      }
    });
    document.addEventListener('keydown', function (event) {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        open();
      }
    });
  });
})();
