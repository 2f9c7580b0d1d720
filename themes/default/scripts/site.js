/* Adds what ages (whether a period still runs, days left, days overdue) by the reader's clock, or
   by the fixed day of a sample, and keeps the reader's choice of type size and darkness. Pages are
   whole without it. Plain ES5, for old browsers inside other programs. */
(function () {
  'use strict';
  var root = document.documentElement;
  var words = document.getElementById('site-js');
  if (!words || !document.querySelectorAll || !root.classList) { return; }

  /* Large type, dark, light: kept on the device, and put on before all else,
     so that a page is seldom drawn in small type first. */
  var store = null;
  var chosen = ' ';
  try {
    store = window.localStorage;
    chosen += (store.getItem('gongshi-display') || '') + ' ';
  } catch (e) { /* not allowed here: the choice lasts for the page */ }
  function has(name) { return chosen.indexOf(' ' + name + ' ') >= 0; }
  function choose(name, on) {
    chosen = chosen.replace(' ' + name + ' ', ' ') + (on ? name + ' ' : '');
  }
  function dress() {
    ['elder', 'dark', 'light'].forEach(function (name) {
      if (has(name)) { root.classList.add(name); } else { root.classList.remove(name); }
    });
  }
  dress();

  function word(key, n) { return (words.getAttribute('data-' + key) || '').replace('{n}', n); }
  function each(selector, within, act) {
    Array.prototype.forEach.call(within.querySelectorAll(selector), act);
  }

  /* Days since 1970 of an ISO date, without time zones. */
  function days(iso) {
    var part = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso || '');
    return part ? Math.round(Date.UTC(+part[1], part[2] - 1, +part[3]) / 864e5) : NaN;
  }
  var fixed = days(root.getAttribute('data-today'));
  /* The notices are read in China, whatever the clock's zone is. */
  var today = isNaN(fixed) ? Math.floor((Date.now() + 288e5) / 864e5) : fixed;

  function around(node) {
    while (node && node !== document.body) {
      if (/(^| )(row|period|when)( |$)/.test(node.className)) { return node; }
      node = node.parentNode;
    }
    return null;
  }
  function redraw(mark, tone, shape, text, printed) {
    mark.className = 'mark ' + tone + ' i-' + shape;
    say(mark, text, printed);
  }
  /* Paper does not know the day on which it is read: there the printed words stand instead. */
  function say(mark, text, printed) {
    mark.textContent = '';
    mark.appendChild(part('span', printed ? 'now' : '', text));
    if (printed) { mark.appendChild(part('span', 'then', printed)); }
  }
  function part(tag, name, text) {
    var node = document.createElement(tag);
    node.className = name;
    node.appendChild(document.createTextNode(text));
    return node;
  }
  function retone(within, tone) {
    each('.leaf, .steps', within, function (node) {
      node.className = node.className.replace(/\b(show|work)\b/, tone);
    });
  }

  each('time[data-last-day]', document, function (time) {
    var within = around(time);
    var mark = within && within.querySelector('[data-period]');
    var left = days(time.getAttribute('datetime')) - today;
    if (!mark || isNaN(left)) { return; }
    if (left < 0) {
      redraw(mark, 'rest', 'ended', word('ended'));
      retone(within, 'rest');
      return;
    }
    say(mark, word('shown'), mark.textContent);
    var note = part('b', 'left', left ? word('left', left) : word('last'));
    mark.parentNode.insertBefore(note, mark.nextSibling);
    mark.parentNode.insertBefore(document.createTextNode(' '), note);
  });

  each('time[data-due]', document, function (time) {
    var within = around(time);
    var late = today - days(time.getAttribute('datetime'));
    if (!within || !(late > 0)) { return; }
    var mark = within.querySelector('.mark');
    if (!mark) {
      mark = document.createElement('span');
      within.appendChild(mark);
    }
    redraw(mark, 'late', 'late', word('late', late), word('overdue'));
    retone(within, 'late');
  });

  /* A menu folds with Escape, and when the focus goes on to what it covers. */
  each('header details', document, function (menu) {
    menu.addEventListener('keydown', function (event) {
      if (menu.open && /^Esc/.test(event.key)) {
        menu.open = false;
        menu.querySelector('summary').focus();
      }
    });
    menu.addEventListener('focusout', function (event) {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) { menu.open = false; }
    });
  });

  function show() {
    dress();
    each('[data-display]', document, function (button) {
      var name = button.getAttribute('data-display');
      button.hidden = false;
      button.setAttribute('aria-pressed', has(name) ? 'true' : 'false');
      var label = button.querySelector('span');
      if (!label) { return; }
      label.textContent = word(has('elder') ? 'normal' : 'large');
      /* Pressed is the large type, though what is seen says where the button leads. */
      button.setAttribute('aria-label', word('large') + (has('elder') ? ' ' + word('normal') : ''));
    });
  }
  each('[data-display]', document, function (button) {
    button.addEventListener('click', function () {
      var name = button.getAttribute('data-display');
      var on = !has(name);
      if (name !== 'elder') { choose('dark', false); choose('light', false); }
      choose(name, on);
      try { if (store) { store.setItem('gongshi-display', chosen.trim()); } } catch (e) { /* full or forbidden */ }
      show();
    });
  });
  /* The places below that have what is typed in their name, or in that of one below them. */
  each('[data-find]', document, function (box) {
    var field = box.querySelector('input');
    box.hidden = false;
    field.addEventListener('input', function () {
      var wanted = field.value.trim().toLowerCase();
      var found = false;
      function fits(node) { return node.textContent.toLowerCase().indexOf(wanted) >= 0; }
      each('.places > li', document, function (item) {
        var whole = fits(item.querySelector('h3'));
        var any = whole;
        each('.flat li', item, function (below) {
          below.hidden = !whole && !fits(below);
          any = any || !below.hidden;
        });
        item.hidden = !any;
        found = found || any;
      });
      box.querySelector('[role] span').hidden = found;
    });
  });

  each('.display', document, function (part) { part.hidden = false; });
  show();
}());
