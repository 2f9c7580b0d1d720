/* Turns the page of a lobby screen through what is on display, by the reader's clock, and takes over
   what is new on the site. Plain ES5 for old televisions; one timer, so that it can run for weeks.
   ?turn=20&check=60 in the address sets the seconds for an item, and those between two looks at the
   site. */
(function () {
  'use strict';
  var root = document.documentElement, shown = [], at = 0, woken = 0, paused, off, day, monday, asking, last;
  if (!root.classList) { return; }
  var turned = Date.now(), good = turned, turn = setting('turn', 15), check = setting('check', 60), due = later();

  function setting(name, usual) {
    var found = RegExp(name + '=(\\d+)').exec(location.search);
    return (found ? +found[1] || 1 : usual) * 1000;
  }
  /* Not all screens of a site ask at the same moment. */
  function later() { return Date.now() + check * (0.8 + Math.random() * 0.4); }
  function all(selector, within) { return [].slice.call((within || document).querySelectorAll(selector)); }
  function one(selector, within) { return (within || document).querySelector(selector); }
  function data(node, key) { return node && node.getAttribute('data-' + key); }
  function word(key, n, i) { return data(one('main'), key).replace('{n}', n).replace('{i}', i); }
  function say(node, text) { if (node) { node.textContent = text; } }
  function mark(node, name, on) { node.classList[on ? 'add' : 'remove'](name); }
  /* Days since 1970; where there is none NaN, of which no comparison holds. */
  function days(node, key) { return Date.parse(data(node, key)) / 864e5; }
  /* The time of the place, whatever the clock's zone is. */
  function here(time) { return new Date(time + word('zone') * 6e4); }
  function today() { return days(root, 'today') || Math.floor(here(Date.now()) / 864e5); }
  function clock(time) { return time.toISOString().slice(11, 16).replace(/^0/, ''); }
  function date(time, form) {
    form.timeZone = 'UTC';
    return time.toLocaleDateString(word('locale'), form);
  }
  function dayMonth(time) { return date(time, { month: 'long', day: 'numeric' }); }

  /* What is shown today, and what is said of it today. */
  function arrange() {
    var was = data(shown[at], 'id'), now = new Date((day = today()) * 864e5);
    monday = day - (day + 3) % 7;
    say(one('#date'), dayMonth(now) + ' ' + date(now, { weekday: 'long' }));
    at = 0;
    shown = all('.item').filter(function (item) {
      var left = days(item, 'until') - day;
      say(one('[data-period]', item), word('shown'));
      say(one('.left', item), word(left ? 'left' : 'last', left));
      return !(item.hidden = days(item, 'from') > day || left < 0);
    });
    shown.forEach(function (item, i) { if (data(item, 'id') === was) { at = i; } });
    one('.none').hidden = shown[0];
    all('[data-due]').forEach(function (row) {
      var late = day - days(row, 'due'), mark = one('.late', row);
      mark.hidden = !(one('.is', row).hidden = late > 0);
      say(mark, word('late', late));
    });
    all('[data-week]').forEach(function (week) { week.hidden = days(week, 'week') !== monday; });
    fit();
    go(0);
  }

  function over(node) { return node ? Math.max(node.scrollHeight - node.clientHeight - 1, 0) : 0; }
  /* Of lists the last rows go, as far as there is no room. What is too large is set smaller; a
     text of which some lines can be read is rather cut than small. */
  function fit() {
    var lists = all('.side section').map(function (box) {
      var rows = all('li', box).filter(function (row) {
        return !(row.hidden = days(row, 'day') < day || days(row, 'solved') < monday);
      });
      box.hidden = !rows[0];
      rows.n = rows.length;
      rows.note = box.lastChild;
      rows.note.hidden = true;
      return rows;
    }), rows;
    while (over(one('.side')) && (rows = lists.sort(function (a, b) { return b.length - a.length; })[0])[1]) {
      rows.pop().hidden = true;
      rows.note.hidden = false;
      say(rows.note, word('others', rows.n - rows.length));
    }
    shown.forEach(function (item) {
      var text = one('.text', item), line;
      function room(part) {
        line = parseFloat(getComputedStyle(text).lineHeight);
        return Math.floor((text.clientHeight - over(part) - 1) / line);
      }
      if (text) { text.style.maxHeight = ''; }
      all('.do, .say', item).forEach(function (part) {
        var step = 0;
        do { part.className = part.className.replace(/( s\d)?$/, ' s' + step); } while (over(part) && (!step || !part.contains(text) || room(part) < (one('.sums', part) ? 2 : 6)) && ++step < 4);
      });
      if (text && over(item.children[0])) {
        one('.goes', item).hidden = false;
        text.style.maxHeight = Math.max(room(item.children[0]), 0) * line + 'px';
      }
    });
  }

  function go(by) {
    var n = shown.length;
    at = n && (at + by + n) % n;
    turned = Date.now();
    shown.forEach(function (item, i) { item.setAttribute('aria-current', i === at); });
    all('#dots i').forEach(function (dot, i) { dot.hidden = i >= n; mark(dot, 'on', i === at); });
    say(one('#count'), n ? word('of', n, at + 1) : '');
    say(one('#pause'), word(paused ? 'on' : 'pause'));
    mark(root, 'still', paused);
  }
  function act(by) { paused = by ? paused : !paused; go(by); }
  function wake() { woken = Date.now(); }

  function tick() {
    var now = Date.now();
    say(one('#clock'), clock(here(now)));
    if (today() !== day) { arrange(); }
    mark(root, 'awake', now - woken < 5000);
    if (!paused && shown[1] && Math.abs(now - turned) >= turn) { go(1); }
    if (now >= due || due - now > 2 * check) { due = later(); ask(location.pathname, done); }
  }

  /* Looks whether the site has changed. What is no whole page of a screen changes nothing. */
  function ask(address, then) {
    if (asking || !/^http/.test(location)) { return; }
    asking = new XMLHttpRequest();
    asking.onloadend = function () {
      var text = asking.status === 200 && asking.responseText;
      asking = 0;
      then(text);
    };
    asking.open('GET', address);
    asking.timeout = 2e4;
    asking.setRequestHeader('Cache-Control', 'no-cache');
    asking.send();
  }
  function files(of) { return one('[name=gongshi-screen]', of); }
  function done(text) {
    var page = new DOMParser().parseFromString(text, 'text/html'), then = here(good);
    if (!/<\/html>\s*$/.test(text) || !files(page)) {
      off = 1;
      say(one('#state'), word('offline', dayMonth(then) + ' ' + clock(then)));
      return;
    }
    good = Date.now();
    if (files(page).content !== files().content) {
      /* Style and script first: without them the old page stays. */
      ask(one('[rel=stylesheet]').href, function (style) {
        ask(one('[defer]').src, function (script) { if (style && script) { location.reload(); } });
      });
    } else if (off || text !== last) {
      off = 0;
      last = text;
      root.setAttribute('data-today', data(page.documentElement, 'today'));
      root.replaceChild(document.importNode(page.body, true), document.body);
      start();
    }
  }
  function start() {
    var then = turned;
    one('.keys').hidden = false;
    arrange();
    turned = then;
    tick();
  }

  /* Keeps the screen on where the browser can. */
  function light() {
    if (navigator.wakeLock && !document.hidden) { navigator.wakeLock.request('screen').then(null, function () {}); }
  }
  function on(name, act) { document.addEventListener(name, act); }
  on('keydown', function (event) {
    var key = event.keyCode;
    wake();
    if (key > 36 && key < 41) { act(key > 38 ? 1 : -1); }
    if (key === 32 && event.target === document.body) { act(0); }
  });
  on('click', function (event) {
    var by = data(event.target, 'go');
    if (by) { act(+by); }
  });
  on('mousemove', wake);
  on('touchstart', wake);
  on('visibilitychange', light);
  window.addEventListener('resize', fit);
  window.addEventListener('online', function () { due = 0; });
  mark(root, 'live', 1);
  start();
  light();
  setInterval(tick, 1000);
}());
