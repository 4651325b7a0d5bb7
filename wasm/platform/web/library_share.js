// Things that are handed to the device: a picture of a result, and where the device is.
mergeInto(LibraryManager.library, {
  $Share__deps: ['$Device'],
  $Share: {
    side: 1080,  // pixels

    // Draws `text` in lines that fit; answers where the next line begins.
    wrap: function (brush, text, x, y, width, height) {
      let line = '';
      for (const character of text) {
        if (line && brush.measureText(line + character).width > width) {
          brush.fillText(line, x, y);
          line = '';
          y += height;
        }
        line += character;
      }
      if (line) brush.fillText(line, x, y);
      return y + height;
    },
    draw: function (title, figure, foot, lines) {
      const canvas = document.createElement('canvas'), side = Share.side, fonts = 'system-ui, "Noto Sans CJK SC", sans-serif';
      canvas.width = side;
      canvas.height = side;
      const brush = canvas.getContext('2d');
      const style = getComputedStyle(document.documentElement), colour = (name) => style.getPropertyValue('--' + name);
      brush.fillStyle = colour('paper');
      brush.fillRect(0, 0, side, side);
      brush.fillStyle = colour('brand');
      brush.fillRect(0, 0, side, 330);
      brush.textBaseline = 'top';
      brush.fillStyle = colour('on-brand');
      brush.font = '600 52px ' + fonts;
      Share.wrap(brush, title, 72, 64, side - 144, 64);
      brush.font = '700 96px ' + fonts;
      Share.wrap(brush, figure, 72, 168, side - 144, 110);
      brush.fillStyle = colour('ink');
      brush.font = '40px ' + fonts;
      let y = 372;
      for (const line of lines) {
        if (y > side - 180) break;
        const mark = line.charAt(0), top = y;  // no destructuring: the minifier of Emscripten 3.1.6 loses it
        brush.fillStyle = colour('ink');
        y = Share.wrap(brush, line.slice(1), 136, y, side - 208, 58);
        brush.fillStyle = mark === '\u2713' ? colour('brand') : colour('danger');
        brush.fillText(mark, 72, top);
      }
      brush.fillStyle = colour('ink-2');
      brush.font = '32px ' + fonts;
      Share.wrap(brush, foot, 72, side - 84, side - 144, 44);
      return canvas;
    },
    // The share sheet where there is one that takes files; a person who closes it has decided.
    hand: function (blob, name, title) {
      const file = typeof File === 'function' ? new File([blob], name, { type: blob.type }) : null;
      if (file && navigator.canShare && navigator.canShare({ files: [file] }))
        navigator.share({ files: [file], title: title }).catch((error) => {
          if (error.name !== 'AbortError') Device.hand(blob, name);
        });
      else Device.hand(blob, name);
    },
  },

  wufei_web_share_picture__deps: ['$Web', '$Share'],
  wufei_web_share_picture__sig: 'vii',
  wufei_web_share_picture: function (parts, length) {
    const texts = Web.text(parts, length).split('\x1f');
    Share.draw(texts[1], texts[2], texts[3], texts.slice(4)).toBlob((blob) => { if (blob) Share.hand(blob, texts[0], texts[1]); },
      'image/png');
  },
  wufei_web_has_voice__sig: 'i',
  wufei_web_has_voice: function () {
    return window.speechSynthesis ? 1 : 0;
  },
  // One utterance for a line: browsers cut long ones off.
  wufei_web_speak__deps: ['$Web'],
  wufei_web_speak__sig: 'vii',
  wufei_web_speak: function (lines, length) {
    const voice = window.speechSynthesis;
    if (!Web.hush) window.addEventListener('pagehide', Web.hush = () => voice.cancel());
    Web.last = null;  // of the utterances; an earlier one's end says nothing
    voice.cancel();
    for (const line of Web.text(lines, length).split('\n').slice(0, -1)) {
      const words = Web.last = new SpeechSynthesisUtterance(line);
      words.lang = 'zh-CN';
      words.onend = words.onerror = () => { if (Web.last === words) _wufei_on_spoken(); };
      voice.speak(words);
    }
  },
  wufei_web_locate__sig: 'v',
  wufei_web_locate: function () {
    const told = (ok, latitude, longitude) => Web.whenLifted(() => _wufei_on_position(ok, latitude, longitude));
    if (!navigator.geolocation) {
      setTimeout(() => told(0, 0, 0), 0);
      return;
    }
    navigator.geolocation.getCurrentPosition((found) => told(1, found.coords.latitude, found.coords.longitude),
      () => told(0, 0, 0), { maximumAge: 60000, timeout: 15000 });
  },
});
