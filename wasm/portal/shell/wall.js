// The wall stays up to date on its own: asks for its page now and then and puts in what it says. When nobody answers, or the
// session is over, the last picture stays, and a line says so and of when it is.
(function () {
  'use strict';
  if (!window.fetch || !window.AbortController || !window.DOMParser || !document.getElementById('stale')) return;
  var EVERY = 60000, ANSWERS_WITHIN = 30000, WAITS_AT_MOST = 600000, AFTER_SESSION = 300000;
  var pause = EVERY, timer = 0, asking = false;

  function part(id) { return document.getElementById(id); }

  function say(which) {
    part('lost').hidden = which !== 'lost';
    part('out').hidden = which !== 'out';
  }

  function again(wait) {
    clearTimeout(timer);
    timer = setTimeout(look, wait);
  }

  // What is open stays open, and who is on a link stays there.
  function replace(fresh) {
    var open = [].map.call(document.querySelectorAll('main details[open]'), function (one) { return one.id; });
    var on = document.activeElement, href = on && on.closest('main') && on.getAttribute('href');
    ['at', 'stale', 'main'].forEach(function (id) {
      part(id).replaceWith(document.importNode(fresh.getElementById(id), true));
    });
    open.forEach(function (id) { if (part(id)) part(id).open = true; });
    var same = href && [].filter.call(document.querySelectorAll('main a'), function (one) { return one.getAttribute('href') === href; })[0];
    if (same) same.focus({ preventScroll: true });
  }

  function styleOf(page) {
    var link = page.querySelector('link[rel=stylesheet]');
    return link && link.getAttribute('href');
  }

  function show(text) {
    var fresh = new DOMParser().parseFromString(text, 'text/html');
    if (!fresh.getElementById('main') || !fresh.getElementById('at')) throw new Error('another page');
    if (styleOf(fresh) !== styleOf(document)) return location.reload();  // the portal was renewed
    replace(fresh);
    pause = EVERY;
    again(pause);
  }

  function look() {
    if (document.hidden || asking) return;  // asked again when it is seen
    asking = true;
    var given = new AbortController(), limit = setTimeout(function () { given.abort(); }, ANSWERS_WITHIN);
    fetch(location.pathname, { credentials: 'same-origin', cache: 'no-store', redirect: 'manual', signal: given.signal }).then(function (reply) {
      if (reply.type === 'opaqueredirect' || reply.status === 401 || reply.status === 403) {
        say('out');
        return again(AFTER_SESSION);  // somebody may sign in again in another tab
      }
      if (!reply.ok) throw new Error(String(reply.status));
      return reply.text().then(show);
    }).catch(function () {
      say('lost');
      pause = Math.min(pause * 2, WAITS_AT_MOST);
      again(pause);
    }).then(function () {
      asking = false;
      clearTimeout(limit);
    });
  }

  document.addEventListener('visibilitychange', function () { if (!document.hidden) again(0); });
  window.addEventListener('online', function () { again(0); });
  again(pause);
})();
