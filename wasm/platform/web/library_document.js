// The document around the canvas: size, native scrolling, pointer, history, printing, and the life of the graphics
// context. The canvas is fixed; a spacer as tall as the content makes the document scroll.
mergeInto(LibraryManager.library, {
  $Page__deps: ['$Web', '$Twin', '$TwinFields', '$Glyphs'],
  $Page: {
    canvas: null,
    spacer: null,
    height: 0,  // of the page, the kit's pixels
    size: '',
    closer: 1,   // how many times as fine as the screen everything is drawn
    site: null,  // origin of canonical addresses, as the server's page has it
    sizeWanted: true,
    idlePending: false,
    attributes: { alpha: false, depth: false, stencil: false, antialias: false },
    foot: 0,
    tallest: [],  // the width of the view, and how high it was without a keyboard
    // Runs while the graphics context is lost; then the server's page comes back.
    lostTimer: 0,
    // Where to scroll once the page is tall enough, after going back; given up at `restoreUntil`.
    restore: -1,
    restoreUntil: 0,
    pointerKinds: { pointermove: 0, pointerdown: 1, pointerup: 2, pointercancel: 3, pointerleave: 4 },
    pointerDevices: { mouse: 0, touch: 1, pen: 2 },

    start: function () {
      Page.canvas = document.getElementById('canvas');
      Page.spacer = document.getElementById('spacer');
      Web.beforeFrame.push(Page.applySize);
      Web.afterFrame.push(Page.tryRestore, Page.prepare);
      Page.listenToWindow();
      Page.listenToPointer();
      Page.listenToPress();
      Page.listenToGraphics();
      Page.watchPinch();
      Page.watchColours();
      Page.watchDensity();
      Page.startHistory();
      Page.watchScale();
    },

    // While the program is still on its way, after the server's page was seen: the graphics take their time to begin.
    warm: function () {
      Page.canvas = document.getElementById('canvas');
      Glyphs.foresee(1, () => {
        Page.canvas.getContext('webgl2', Page.attributes);
        Page.fit(document.documentElement.clientWidth, window.innerHeight, Page.density());
        Glyphs.foresee(4, () => {});
      });
    },
    // What scrolling will show is drawn while there is nothing else to do, a little at a time.
    prepare: function () {
      if (!window.requestIdleCallback) Glyphs.ready = {};
      if (Page.idlePending || !window.requestIdleCallback) return;
      Page.idlePending = true;
      requestIdleCallback((deadline) => {
        let more = 1;
        while (more && deadline.timeRemaining() > 4) more = Web.started && _wufei_on_idle();
        Page.idlePending = false;
        if (more) Page.prepare();
        else Glyphs.ready = {};
      });
    },

    // What the server's page says of itself to search engines and to whoever passes it on, for the page shown now: its
    // address ('' = none, not to be listed) and a sentence.
    describe: function (path, description) {
      const link = document.querySelector('link[rel="canonical"]'), data = document.querySelector('script[type="application/ld+json"]');
      if (Page.site === null) Page.site = link ? /^(?:https?:\/\/[^/]*)?/.exec(link.getAttribute('href'))[0] : location.origin;
      const address = Page.site + path;
      if (link && path && link.getAttribute('href') === address) return;
      for (const stale of [link, data, document.querySelector('meta[name="robots"]')]) if (stale) stale.remove();
      const tag = document.createElement(path ? 'link' : 'meta');
      Object.assign(tag, path ? { rel: 'canonical', href: address } : { name: 'robots', content: 'noindex' });
      document.head.appendChild(tag);
      const about = document.querySelector('meta[name="description"]');
      if (about) about.setAttribute('content', description);
    },

    // As fine as the screen, but no letters so large that they would fill the memory.
    density: function () {
      return Math.min(window.devicePixelRatio || 1, 4, 6 / Twin.scale) * Page.closer;
    },
    // The size of letters that the reader chose in the browser, now and whenever that changes: as with the rem of the style
    // sheet (scripts/pack_client.mjs) everything is as much larger. The kit has pixels of its own, so that it lays out a
    // page as on a smaller screen that is as much finer.
    watchScale: function () {
      const read = () => {
        Twin.scale = Math.min(Math.max(parseFloat(getComputedStyle(document.documentElement).fontSize), 9), 72) / 16;
        Page.measure();
        Page.scrolled();
        Twin.root.querySelectorAll('[data-slide]').forEach(TwinFields.slid);
      };
      read();
      new ResizeObserver(read).observe(document.getElementById('announcer'));  // 1rem wide
    },
    scrolled: function () {
      _wufei_on_scroll(window.scrollY / Twin.scale);
    },
    // Tells the new size at once; the canvas itself changes in the next frame, because resizing clears it.
    measure: function () {
      const width = document.documentElement.clientWidth, height = window.innerHeight, density = Page.density(), scale = Twin.scale;
      const size = [width, height, density, scale].join();
      Page.measureFoot(width);
      if (size === Page.size || !width || !height) return;
      Page.size = size;
      document.documentElement.classList.toggle('large', width >= 1680 * scale);  // as wasm/kit/host.cpp draws
      Page.sizeWanted = true;
      _wufei_on_resize(width / scale, height / scale, density * scale);
      Web.requestFrame();
    },
    // The device's own bar at the foot, or -1 while its keyboard is open.
    measureFoot: function (width) {
      const view = window.visualViewport, typing = /^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName);
      const seen = Math.min(window.innerHeight, view ? view.height * view.scale : Infinity);
      Page.tallest = [width, Math.max(Page.tallest[0] === width ? Page.tallest[1] : 0, seen)];
      const open = typing && Page.tallest[1] - seen > 150;
      const foot = open ? -1 : (parseFloat(getComputedStyle(Page.canvas).scrollMarginBottom) || 0) / Twin.scale;
      if (foot === Page.foot) return;
      Page.foot = foot;
      _wufei_on_foot(foot);
      Web.requestFrame();
    },
    applySize: function () {
      Page.measure();
      if (!Page.sizeWanted) return;
      Page.sizeWanted = false;
      Page.fit(...Page.size.split(','));
    },
    // Setting a size again would clear the canvas and cost as much as another one.
    fit: function (width, height, density) {
      const canvas = Page.canvas, wide = Math.round(width * density), high = Math.round(height * density);
      if (canvas.width !== wide) canvas.width = wide;
      if (canvas.height !== high) canvas.height = high;
      canvas.style.width = width + 'px';
      canvas.style.height = height + 'px';
    },
    // What the device asks for of colours, now and whenever that changes.
    watchColours: function () {
      const dark = matchMedia('(prefers-color-scheme: dark)'), more = matchMedia('(prefers-contrast: more)');
      const tell = () => { _wufei_on_colour_wish(dark.matches ? 1 : 0, more.matches ? 1 : 0); };
      dark.onchange = more.onchange = tell;
      tell();
    },
    // Who pulls the page closer with two fingers sees it drawn as fine as that, once the fingers rest. Whole times only: then
    // every letter keeps its place. Not where the picture would take more memory than a phone has to spare.
    finer: function (scale) {
      const plain = Page.density() / Page.closer, area = document.documentElement.clientWidth * window.innerHeight * plain * plain;
      const wanted = scale < 1.2 ? 1 : scale < 2.2 ? 2 : 3;
      return [3, 2].find((times) => times <= wanted && area * times * times <= 12e6) || 1;
    },
    watchPinch: function () {
      const rests = 150;  // milliseconds
      let timer;
      if (window.visualViewport) window.visualViewport.addEventListener('resize', () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          Page.closer = Page.finer(window.visualViewport.scale);
          Page.measure();
        }, rests);
      });
    },
    watchDensity: function () {
      const query = window.matchMedia('(resolution: ' + window.devicePixelRatio + 'dppx)');
      const changed = () => {
        query.onchange = null;
        Page.measure();
        Page.watchDensity();
      };
      query.onchange = changed;
    },

    listenToWindow: function () {
      window.addEventListener('resize', Page.measure);
      if (window.visualViewport) window.visualViewport.addEventListener('resize', Page.measure);
      window.addEventListener('scroll', Page.scrolled, { passive: true });
      window.addEventListener('online', () => Web.whenLifted(() => _wufei_on_online(1)));
      window.addEventListener('offline', () => Web.whenLifted(() => _wufei_on_online(0)));
      document.addEventListener('visibilitychange', () => {
        if (document.hidden) Web.finish();
        else if (Web.frameWanted) Web.requestFrame();
      });
      window.addEventListener('pagehide', () => {
        Web.lift();
        Web.finish();
      });
    },
    // The twin's elements lie over the canvas, so events are taken where they bubble to.
    listenToPointer: function () {
      const forward = (event) => {
        if (event.isPrimary === false) return;
        _wufei_on_pointer(Page.pointerKinds[event.type], Page.pointerDevices[event.pointerType] || 0,
          event.clientX / Twin.scale, event.clientY / Twin.scale, Math.max(event.button, 0));
      };
      const giveUp = () => { Page.restore = -1; };
      const passive = { passive: true };
      ['pointermove', 'pointerdown', 'pointerup', 'pointercancel'].forEach((kind) =>
        window.addEventListener(kind, forward, passive));
      document.documentElement.addEventListener('pointerleave', forward, passive);
      ['wheel', 'touchmove', 'keydown'].forEach((kind) => window.addEventListener(kind, giveUp, passive));
    },
    // A click comes after its pointer is up; where none follows, the press ends soon.
    listenToPress: function () {
      const held = 2000, click = 300;  // milliseconds
      window.addEventListener('pointerdown', () => Web.press(held), { passive: true });
      window.addEventListener('pointerup', () => Web.press(click), { passive: true });
      window.addEventListener('pointercancel', Web.lift);
      window.addEventListener('click', () => setTimeout(Web.lift, 0), true);
    },
    listenToGraphics: function () {
      Page.canvas.addEventListener('webglcontextlost', (event) => {
        event.preventDefault();
        Web.graphicsLost = true;
        clearTimeout(Page.lostTimer);
        Page.lostTimer = setTimeout(() => Web.tell('wufei-graphics', 'lost'), 2000);
      });
      Page.canvas.addEventListener('webglcontextrestored', () => {
        Web.graphicsLost = false;
        clearTimeout(Page.lostTimer);
        Web.tell('wufei-graphics', 'restored');
        _wufei_on_graphics_restored();
        Web.requestFrame();
      });
    },

    path: function () {
      return location.pathname + location.search + location.hash;
    },
    // The scroll position of every entry is kept in its history state.
    startHistory: function () {
      if ('scrollRestoration' in history) history.scrollRestoration = 'manual';
      Page.wantScroll();
      window.addEventListener('pagehide', Page.rememberScroll);
      window.addEventListener('popstate', () => {
        Page.wantScroll();
        _wufei_on_path(Web.put(Page.path()));
        Web.requestFrame();
      });
    },
    rememberScroll: function () {
      history.replaceState({ y: window.scrollY }, '');
    },
    wantScroll: function () {
      const state = history.state;
      Page.restore = state && state.y > 0 ? state.y : -1;
      Page.restoreUntil = performance.now() + 3000;
    },
    tryRestore: function () {
      if (Page.restore < 0) return;
      if (performance.now() > Page.restoreUntil) Page.restore = -1;
      else if (Page.height * Twin.scale - window.innerHeight >= Page.restore - 1) {
        window.scrollTo(0, Page.restore);
        Page.restore = -1;
      }
    },
    navigate: function (path, replace) {
      if (replace) history.replaceState(history.state, '', path);
      else {
        Page.rememberScroll();
        history.pushState(null, '', path);
      }
      Page.restore = -1;
    },
  },

  $Page__postset: 'requestAnimationFrame(() => setTimeout(() => { if (!Page.canvas) Page.warm(); }));',
  wufei_web_take_canvas__deps: ['$GL', '$Page'],
  wufei_web_take_canvas__sig: 'i',
  wufei_web_take_canvas: function () {
    const handle = GL.createContext(document.getElementById('canvas'),
      Object.assign({ majorVersion: 2 }, Page.attributes));
    return handle && GL.makeContextCurrent(handle) ? 1 : 0;
  },
  wufei_web_start__deps: ['$Page', '$Web', '$Twin', '$Glyphs'],
  wufei_web_start__sig: 'v',
  wufei_web_start: function () {
    Web.started = true;
    Twin.start(document.getElementById('twin'), {
      // What is pressed while nothing can be drawn must not happen later, unseen.
      activate: (id) => { if (!Web.graphicsLost) _wufei_on_activate(id); },
      text: (id, value, composing) => _wufei_on_text(id, Web.put(value), composing ? 1 : 0),
      slide: (id, x) => _wufei_on_slide(id, x),
      focus: (id, gained, keyboard) => _wufei_on_focus(id, gained ? 1 : 0, keyboard ? 1 : 0),
    });
    Page.start();
    Web.requestFrame();
  },
  wufei_web_document_height__deps: ['$Page'],
  wufei_web_document_height__sig: 'vf',
  wufei_web_document_height: function (height) {
    Page.height = height;
    Page.spacer.style.height = Twin.rem(height);
  },
  wufei_web_scroll_to__deps: ['$Twin'],
  wufei_web_scroll_to__sig: 'vf',
  wufei_web_scroll_to: function (y) {
    window.scrollTo(0, y * Twin.scale);
  },
  wufei_web_title__deps: ['$Web', '$Page'],
  wufei_web_title__sig: 'vii',
  wufei_web_title: function (text, length) {
    const [title, path, description] = Web.text(text, length).split('\x1f');
    document.title = title;
    Page.describe(path, description || title);
  },
  wufei_web_twin__deps: ['$Web', '$Twin'],
  wufei_web_twin__sig: 'vii',
  wufei_web_twin: function (records, length) {
    Twin.apply(Web.text(records, length));
  },
  wufei_web_focus__deps: ['$Twin'],
  wufei_web_focus__sig: 'vi',
  wufei_web_focus: function (id) {
    Twin.focus(id >>> 0);
  },
  // What boot.js keeps of the person's wishes, and has written into the document.
  wufei_web_set_look__sig: 'vii',
  wufei_web_set_look: function (size, colours) {
    Module.look([['', 'large', 'larger', 'largest'][size], ['', 'light', 'dark'][colours]].filter(Boolean).join('-'));
  },
  wufei_web_look__sig: 'i',
  wufei_web_look: function () {
    const root = document.documentElement;
    const size = root.classList.contains('elder') ? ['', 'larger', 'largest'].indexOf(root.getAttribute('data-size') || '') + 1 : 0;
    return size + 4 * ['', 'light', 'dark'].indexOf(root.getAttribute('data-theme') || '');
  },
  wufei_web_cursor__sig: 'vi',
  wufei_web_cursor: function (pointer) {
    document.documentElement.style.cursor = pointer ? 'pointer' : '';
  },
  wufei_web_path__deps: ['$Web', '$Page'],
  wufei_web_path__sig: 'i',
  wufei_web_path: function () {
    return Web.put(Page.path());
  },
  wufei_web_navigate__deps: ['$Web', '$Page'],
  wufei_web_navigate__sig: 'viii',
  wufei_web_navigate: function (path, length, replace) {
    Page.navigate(Web.text(path, length), replace);
  },
});
