// Time, frames and the passing of texts. Frames happen on demand: one requestAnimationFrame for many requests, none
// while the page is hidden or the graphics context is lost.
mergeInto(LibraryManager.library, {
  $Web: {
    framePending: false,
    frameWanted: false,
    graphicsLost: false,
    started: false,
    live: false,
    timers: {},
    beforeFrame: [],
    afterFrame: [],
    pressTimer: 0,  // ends the press; 0 while nothing is pressed
    held: [],

    // A text that C++ passes.
    text: function (pointer, length) {
      return new TextDecoder().decode(HEAPU8.subarray(pointer, pointer + length));
    },
    // Leaves a text in the inbox; answers its length in bytes.
    put: function (text) {
      const bytes = new TextEncoder().encode(text);
      HEAPU8.set(bytes, _wufei_inbox(bytes.length));
      return bytes.length;
    },
    tell: function (name, detail) {
      document.dispatchEvent(new CustomEvent(name, { detail: detail }));
    },
    // What comes from outside while something is pressed is told when its click is done, so that nothing moves away from
    // under a finger. Ends by itself after that many milliseconds.
    press: function (milliseconds) {
      clearTimeout(Web.pressTimer);
      Web.pressTimer = setTimeout(Web.lift, milliseconds);
    },
    lift: function () {
      clearTimeout(Web.pressTimer);
      // What was clicked waits for a frame: it is done before anything changes under it.
      if (Web.held.length > 0 && Web.frameWanted && Web.started && !Web.graphicsLost) Web.draw();
      Web.pressTimer = 0;
      Web.held.splice(0).forEach((run) => run());
    },
    whenLifted: function (run) {
      if (Web.pressTimer) Web.held.push(run);
      else run();
    },
    requestFrame: function () {
      Web.frameWanted = true;
      if (Web.framePending || !Web.started || Web.graphicsLost || document.hidden) return;
      Web.framePending = true;
      requestAnimationFrame(Web.frame);
    },
    frame: function () {
      Web.framePending = false;
      if (!Web.graphicsLost && !document.hidden) Web.draw();
    },
    // Frames that are still wanted, when the page is about to go: what was tapped last is kept too.
    finish: function () {
      for (let left = 8; left > 0 && Web.frameWanted && Web.started && !Web.graphicsLost; --left) Web.draw();
    },
    draw: function () {
      Web.frameWanted = false;
      if (!Web.live) document.documentElement.classList.add('live');
      try {
        Web.beforeFrame.forEach((run) => run());
        _wufei_on_frame(performance.now());
        Web.afterFrame.forEach((run) => run());
      } catch (error) {
        Web.started = false;
        Web.tell('wufei-failed', 'crash');
        throw error;
      }
      if (!Web.live) {
        Web.live = true;
        performance.mark('wufei-first-frame');
        Web.tell('wufei-live', '');
      }
    },
  },

  // The program's second part: boot.js knows how to fetch it (window.Module).
  wufei_web_part_ready__sig: 'i',
  wufei_web_part_ready: function () {
    return Module.part.ready ? 1 : 0;
  },
  wufei_web_part_texts__deps: ['$Web'],
  wufei_web_part_texts__sig: 'i',
  wufei_web_part_texts: function () {
    const bytes = new Uint8Array(Module.part.texts());
    HEAPU8.set(bytes, _wufei_inbox(bytes.length));
    return bytes.length;
  },
  wufei_web_load_part__deps: ['$Web'],
  wufei_web_load_part__sig: 'v',
  wufei_web_load_part: function () {
    const done = (ok) => Web.whenLifted(() => _wufei_on_part(ok));
    Module.part.load().then(() => done(1), () => done(0));
  },

  wufei_web_number__deps: ['$Web'],
  wufei_web_number__sig: 'dii',
  wufei_web_number: function (text, length) {
    return Number(Web.text(text, length));
  },
  wufei_web_now__sig: 'd',
  wufei_web_now: function () {
    return performance.now();
  },
  wufei_web_utc_seconds__sig: 'd',
  wufei_web_utc_seconds: function () {
    return Math.floor(Date.now() / 1000);
  },
  wufei_web_random__sig: 'i',
  wufei_web_random: function () {
    return crypto.getRandomValues(new Uint32Array(1))[0] | 0;
  },
  wufei_web_request_frame__deps: ['$Web'],
  wufei_web_request_frame__sig: 'v',
  wufei_web_request_frame: function () {
    Web.requestFrame();
  },
  wufei_web_fail__deps: ['$Web'],
  wufei_web_fail__sig: 'vii',
  wufei_web_fail: function (reason, length) {
    Web.tell('wufei-failed', Web.text(reason, length));
  },
  wufei_web_timer__deps: ['$Web'],
  wufei_web_timer__sig: 'vii',
  wufei_web_timer: function (id, delay) {
    id >>>= 0;
    clearTimeout(Web.timers[id]);
    delete Web.timers[id];
    if (delay < 0) return;
    Web.timers[id] = setTimeout(() => {
      delete Web.timers[id];
      _wufei_on_timer(id);
    }, delay);
  },
});
