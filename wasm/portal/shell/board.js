// The board of a day stays true while a colleague works on it too: asks now and then whether the day is still the one that
// is shown. Nobody who is about to do something is disturbed: then only a note says so, and leads to the new state.
(function () {
  'use strict';
  var note = document.getElementById('live');
  if (!note || !window.fetch) return;
  var EVERY = 8000, WAITS_AT_MOST = 120000;
  var stamp = note.getAttribute('data-stamp'), address = note.getAttribute('data-watch'), pause = EVERY, timer = 0;

  // Something is ticked, typed or open: a new page would take it away.
  function isBusy() {
    var active = document.activeElement;
    return !!document.querySelector('main :checked:not(option), main details[open]') ||
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
