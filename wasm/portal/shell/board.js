// The board of a day stays true while a colleague works on it too: asks now and then whether the day is still the one that
// is shown. Nobody who is about to do something is disturbed: then only a note says so, and leads to the new state.
// Below: rows are given to crews with keys, and by dragging them to a crew's button.
(function () {
  'use strict';
  var note = document.getElementById('live');
  if (!note || !window.fetch) return;
  var EVERY = 8000, WAITS_AT_MOST = 120000;
  var stamp = note.getAttribute('data-stamp'), address = note.getAttribute('data-watch'), pause = EVERY, timer = 0;

  // Something is ticked, typed or open: a new page would take it away.
  function isBusy() {
    var active = document.activeElement;
    return !!document.querySelector('main :checked:not(option), main details[open], .dragging') ||
      (active && /^(INPUT|SELECT|TEXTAREA)$/.test(active.tagName)) ||
      [].some.call(document.querySelectorAll('main input[type=text], main input:not([type])'), function (field) {
        return field.value !== field.defaultValue;
      });
  }

  function changed() {
    if (!isBusy()) return location.replace(note.querySelector('a').href);  // never a form's answer once more
    note.hidden = false;  // and no more asking: there is nothing newer to say
  }

  function again(wait) {
    clearTimeout(timer);
    timer = setTimeout(look, wait);
  }

  function look() {
    if (document.hidden) return;  // asked again when it is seen
    fetch(address, { credentials: 'same-origin', cache: 'no-store', redirect: 'error' }).then(function (reply) {
      if (reply.status === 401 || reply.status === 403) return null;  // signed out: the next click says so
      if (!reply.ok) throw new Error(String(reply.status));
      return reply.text();
    }).then(function (text) {
      if (text === null) return;
      pause = EVERY;
      if (text !== stamp) changed(); else again(pause);
    }).catch(function () {
      pause = Math.min(pause * 2, WAITS_AT_MOST);
      again(pause);
    });
  }

  document.addEventListener('visibilitychange', function () { if (!document.hidden && note.hidden) again(0); });
  again(pause);
})();

(function () {
  'use strict';
  var keys = document.getElementById('keys');
  if (!keys) return;
  var form = keys.closest('form'), field = document.getElementById('crew'), send = form.querySelector('.assign button');
  var crews = [].slice.call(form.querySelectorAll('.crews button')), help = keys.querySelector('[role=status]');
  var ticks = [].slice.call(form.querySelectorAll('.pick input')), LETTERS = '123456789abcdefghilmnopqrstuvwyz';
  var STORED = 'wufei.desk.keys', drag = null;

  function act(name) { return keys.querySelector('[data-act=' + name + ']'); }
  function areOn() { return !keys.classList.contains('off'); }

  // ---- Keys: to the rows, a tick, a crew. Somebody who talks to the computer can turn them off.

  function turn(on) {
    keys.classList.toggle('off', !on);
    act('off').hidden = act('help').hidden = keys.querySelector('p').hidden = !on;
    act('on').hidden = on;
    if (!on) help.hidden = true;
    crews.forEach(function (crew, i) {
      var shown = crew.querySelector('kbd');
      if (shown) crew.removeChild(shown);
      crew.removeAttribute('aria-keyshortcuts');
      if (!on || !LETTERS[i]) return;
      shown = document.createElement('kbd');
      shown.textContent = LETTERS[i].toUpperCase();
      shown.setAttribute('aria-hidden', 'true');
      crew.insertBefore(shown, crew.firstChild);
      crew.setAttribute('aria-keyshortcuts', LETTERS[i]);
    });
    try { localStorage.setItem(STORED, on ? '1' : '0'); } catch (e) { /* then for this page only */ }
  }

  function step(by) {
    var at = ticks.indexOf(document.activeElement), to = at < 0 ? (by > 0 ? 0 : ticks.length - 1) : at + by;
    if (!ticks[to]) return;
    ticks[to].focus({ preventScroll: true });
    ticks[to].closest('tr').scrollIntoView({ block: 'nearest' });
  }

  function choose(crew) {
    field.value = crew.value;
    send.focus();
  }

  function isTyping(target) {
    return /^(SELECT|TEXTAREA)$/.test(target.tagName) || (target.tagName === 'INPUT' && target.type !== 'checkbox') || target.isContentEditable;
  }

  function press(event) {
    if (drag && event.key === 'Escape') return stop();
    if (!areOn() || drag || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
    var key = event.key.toLowerCase(), on = document.activeElement, free = on === document.body || on.id === 'main';
    var arrow = free || ticks.indexOf(on) >= 0 ? event.key : '', crew = crews[LETTERS.indexOf(key)];
    if (key === '?' || key === '\uff1f') help.hidden = !help.hidden;
    else if (key === 'j' || arrow === 'ArrowDown') step(1);
    else if (key === 'k' || arrow === 'ArrowUp') step(-1);
    else if (key === 'x' && ticks.indexOf(on) >= 0) on.click();
    else if (key.length === 1 && crew) choose(crew);
    else return;
    event.preventDefault();
  }

  // ---- Drag: by the cells of the tick and of the time, so that all other words of a row can be marked and copied.

  function over(event) {
    var below = document.elementFromPoint(event.clientX, event.clientY);
    return below && crews.indexOf(below.closest('button')) >= 0 ? below.closest('button') : null;
  }

  function begin(event) {
    var cell = event.target.closest('.pick, .pick + td'), row = cell && cell.closest('tbody tr');
    var tick = row && row.querySelector('.pick input');
    if (!tick || !crews.length || event.button !== 0 || event.pointerType === 'touch') return;  // a finger scrolls
    drag = { tick: tick, cell: cell, id: event.pointerId, x: event.clientX, y: event.clientY };
  }

  function start() {
    var count = drag.tick.checked ? ticks.filter(function (one) { return one.checked; }).length : 1;
    drag.ghost = document.createElement('div');
    drag.ghost.className = 'ghost';
    drag.ghost.textContent = keys.getAttribute('data-many').replace('#', count);
    drag.ghost.setAttribute('aria-hidden', 'true');
    form.appendChild(drag.ghost);
    form.classList.add('dragging');
    drag.cell.setPointerCapture(drag.id);
  }

  function move(event) {
    if (!drag || event.pointerId !== drag.id) return;
    if (!event.buttons) return stop();  // let go where nobody told
    if (!drag.ghost && Math.abs(event.clientX - drag.x) + Math.abs(event.clientY - drag.y) < 8) return;
    if (!drag.ghost) start();
    drag.ghost.style.transform = 'translate(' + (event.clientX + 12) + 'px,' + (event.clientY + 12) + 'px)';
    var target = over(event);
    crews.forEach(function (crew) { crew.classList.toggle('over', crew === target); });
  }

  function stop() {
    if (!drag) return;
    if (drag.ghost) form.removeChild(drag.ghost);
    form.classList.remove('dragging');
    crews.forEach(function (crew) { crew.classList.remove('over'); });
    drag = null;
  }

  function drop(event) {
    if (!drag || event.pointerId !== drag.id) return;
    var target = drag.ghost && over(event), tick = drag.tick;
    stop();
    if (!target) return;
    if (!tick.checked) ticks.forEach(function (one) { one.checked = one === tick; });
    target.click();  // the form with what is ticked, and its versions
  }

  keys.hidden = false;
  var kept = null;
  try { kept = localStorage.getItem(STORED); } catch (e) { /* as at first */ }
  turn(kept !== '0');
  act('help').addEventListener('click', function () { help.hidden = !help.hidden; });
  act('off').addEventListener('click', function () { turn(false); act('on').focus(); });
  act('on').addEventListener('click', function () { turn(true); act('off').focus(); });
  document.addEventListener('keydown', press);
  form.addEventListener('pointerdown', begin);
  document.addEventListener('pointermove', move);
  document.addEventListener('pointerup', drop);
  document.addEventListener('pointercancel', stop);
  window.addEventListener('blur', stop);
})();
