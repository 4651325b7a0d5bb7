// The browser is the font: each code point is drawn on a small 2D canvas with the device's own fonts and handed over
// as coverage, or as RGBA when it has colours of its own (emoji).
mergeInto(LibraryManager.library, {
  $Glyphs__deps: ['$Web'],
  $Glyphs: {
    context: null,
    font: '',
    ascent: 0,
    iconsAsked: '',  // of those that have not arrived yet
    emoji: null,
    ready: {},  // drawn before the program asked for them
    // 400 and 700 of the system's fonts, then our icons.
    faces: ['400 $px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif',
      '700 $px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif',
      '400 $px wufei-icons'],

    resize: function (side) {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = side;
      Glyphs.context = canvas.getContext('2d', { willReadFrequently: true });
      Glyphs.font = '';
    },
    prepare: function (face, size) {
      if (!Glyphs.context) Glyphs.resize(256);
      const font = Glyphs.faces[face].replace('$', size);
      if (font === Glyphs.font) return;
      Glyphs.context.font = Glyphs.font = font;
      Glyphs.ascent = face === 2 ? size : Glyphs.ascentOf(size);
    },
    // From the top of an em that stands in the middle of a line to the baseline, as the browser sets the lines of a page: it
    // centres what the font says it needs above and below, not the em. Browsers that do not say get the usual share.
    ascentOf: function (size) {
      const font = Glyphs.context.measureText('\u56fd');
      const above = Math.round(font.fontBoundingBoxAscent), below = Math.round(font.fontBoundingBoxDescent);
      return above >= 0 ? (size + above - below) / 2 : size * 0.88;
    },
    // The text of a code point; symbols that have an emoji form take it.
    of: function (codePoint) {
      const text = String.fromCodePoint(codePoint);
      if (codePoint < 0x231a) return text;
      try {
        Glyphs.emoji = Glyphs.emoji || new RegExp('\\p{Emoji}', 'u');
        return Glyphs.emoji.test(text) ? text + '\ufe0f' : text;
      } catch (old) {
        return text;
      }
    },
    // The box around the ink, one pixel wider on each side: antialiasing reaches beyond the reported edges.
    box: function (measured) {
      const left = Math.ceil(measured.actualBoundingBoxLeft) + 1;
      const top = Math.ceil(measured.actualBoundingBoxAscent) + 1;
      return {
        left: left,
        top: top,
        width: left + Math.ceil(measured.actualBoundingBoxRight) + 1,
        height: top + Math.ceil(measured.actualBoundingBoxDescent) + 1,
      };
    },
    mayHaveColour: function (codePoint) {
      return codePoint >= 0x2190 && !(codePoint >= 0x3400 && codePoint <= 0x9fff);
    },
    hasColour: function (rgba) {
      for (let i = 0; i < rgba.length; i += 4)
        if (rgba[i + 3] > 40 && (rgba[i] | rgba[i + 1] | rgba[i + 2]) > 8) return true;
      return false;
    },
    draw: function (text, box) {
      const side = Math.max(box.width, box.height);
      if (side > Glyphs.context.canvas.width) {
        const font = Glyphs.font;
        Glyphs.resize(side * 2);
        Glyphs.context.font = Glyphs.font = font;
      }
      Glyphs.context.clearRect(0, 0, box.width, box.height);
      Glyphs.context.fillText(text, box.left, box.top);
      return Glyphs.context.getImageData(0, 0, box.width, box.height).data;
    },
    store: function (rgba, coloured, target) {
      if (coloured) HEAPU8.set(rgba, target);
      else for (let i = 0; i < rgba.length / 4; i++) HEAPU8[target + i] = rgba[i * 4 + 3];
    },
    // How wide a character is and how it looks; `box` stays null when there is nothing to see.
    make: function (codePoint, face, size) {
      Glyphs.prepare(face, size);
      const text = Glyphs.of(codePoint), measured = Glyphs.context.measureText(text), box = Glyphs.box(measured);
      const glyph = { width: measured.width, ascent: Glyphs.ascent, box: box.width > 2 && box.height > 2 ? box : null };
      if (!glyph.box) return glyph;
      glyph.rgba = Glyphs.draw(text, box);
      glyph.coloured = Glyphs.mayHaveColour(codePoint) && Glyphs.hasColour(glyph.rgba);
      return glyph;
    },
    // The characters on the first `screens` of the server's page, a few at a time: the program, when it has come, needs the
    // same.
    foresee: function (screens, done) {
      const walk = document.createTreeWalker(document.getElementById('static'), NodeFilter.SHOW_TEXT), density = Page.density();
      const step = () => {
        for (const end = performance.now() + 12; performance.now() < end;) {
          if (Web.started) return;
          const node = walk.nextNode(), range = document.createRange();
          if (!node) return done();
          range.selectNode(node);
          const box = range.getBoundingClientRect(), style = getComputedStyle(node.parentNode);
          if (!box.height || box.top > screens * window.innerHeight) continue;
          const face = style.fontWeight >= 600 ? 1 : 0, size = Math.round(parseFloat(style.fontSize) * density);
          for (const letter of node.data.trim()) {
            const code = letter.codePointAt(0), key = [code, face, size];
            if (code > 32 && !Glyphs.ready[key]) Glyphs.ready[key] = Glyphs.make(code, face, size);
          }
        }
        setTimeout(step);
      };
      step();
    },
    // Our icons come in two fonts; the server's page has mostly asked for them long before: then the first frame has them.
    // Those that it lacks are fetched together, once.
    hasIcon: function (codePoint) {
      const icon = String.fromCodePoint(codePoint), font = '20px wufei-icons';
      if (!document.fonts) return false;
      if (document.fonts.check(font, icon)) return true;
      if (Glyphs.iconsAsked.includes(icon)) return false;
      if (!Glyphs.iconsAsked) setTimeout(() => document.fonts.load(font, Glyphs.iconsAsked).then((faces) => {
        Glyphs.iconsAsked = '';
        Glyphs.font = '';
        if (faces.length > 0) _wufei_on_fonts_ready();
      }, () => {}));  // not asked for again
      Glyphs.iconsAsked += icon;
      return false;
    },
  },

  wufei_web_glyph__deps: ['$Glyphs'],
  wufei_web_glyph__sig: 'iiifiii',
  wufei_web_glyph: function (codePoint, face, size, pixels, capacity, metrics) {
    const out = metrics >> 2;
    HEAPF32[out + 6] = face === 2 ? size : 0;
    // An icon that has not arrived keeps its place; nothing is drawn until on_fonts_ready.
    if (face === 2 && !Glyphs.hasIcon(codePoint)) {
      HEAPF32[out] = size;
      return 0;
    }
    const key = [codePoint, face, size], known = Glyphs.ready[key];
    if (capacity < 0 && !known) {
      Glyphs.prepare(face, size);
      HEAPF32[out] = Glyphs.context.measureText(Glyphs.of(codePoint)).width;
      HEAPF32[out + 6] = Glyphs.ascent;
      return 0;
    }
    const { width, ascent, box, rgba, coloured } = known || Glyphs.make(codePoint, face, size);
    HEAPF32[out] = width;
    HEAPF32[out + 6] = ascent;
    if (capacity < 0 || !box) return 0;
    const needed = box.width * box.height * 4;
    if (needed > capacity) {
      Glyphs.ready[key] = { width, ascent, box, rgba, coloured };
      return needed;
    }
    delete Glyphs.ready[key];
    Glyphs.store(rgba, coloured, pixels);
    HEAPF32.set([-box.left, -box.top, box.width, box.height, coloured ? 1 : 0], out + 1);
    return needed;
  },
});
