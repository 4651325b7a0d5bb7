// The rest of the device: storage, network, files, clipboard, printing, announcements.
mergeInto(LibraryManager.library, {
  $Device__deps: ['$Web'],
  $Device: {
    timeout: 20000,  // milliseconds for the whole of an answer

    // Storage is refused in private windows and full ones; then nothing is kept.
    storage: function (use) {
      try {
        return use(window.localStorage);
      } catch (refused) {
        return null;
      }
    },

    request: function (head, body) {
      const parts = head.split('\x1f'), headers = {};
      for (let i = 2; i + 1 < parts.length; i += 2) headers[parts[i]] = parts[i + 1];
      const options = { method: parts[0], headers: headers, credentials: 'same-origin' };
      if (body && parts[0] !== 'GET' && parts[0] !== 'HEAD') options.body = body;
      return { url: parts[1], options: options };
    },
    // Calls done(status, etag, retryAfter, content); status 0 when there was no answer.
    fetch: function (head, body, read, done) {
      const request = Device.request(head, body), abort = new AbortController();
      const timer = setTimeout(() => abort.abort(), Device.timeout);
      request.options.signal = abort.signal;
      fetch(request.url, request.options).then((reply) => read(reply).then((content) => ({
        status: reply.status,
        etag: reply.headers.get('ETag') || '',
        retry: parseInt(reply.headers.get('Retry-After'), 10) || 0,
        content: content,
      }))).catch(() => ({ status: 0, etag: '', retry: 0, content: '' })).then((reply) => {
        clearTimeout(timer);
        Web.whenLifted(() => done(reply));
      });
    },
    reply: function (id, reply, body) {
      const encoder = new TextEncoder(), etag = encoder.encode(reply.etag), bytes = encoder.encode(body);
      const inbox = _wufei_inbox(etag.length + bytes.length);
      HEAPU8.set(etag, inbox);
      HEAPU8.set(bytes, inbox + etag.length);
      _wufei_on_reply(id, reply.status, etag.length, bytes.length, reply.retry);
    },
    // WeChat's browser ignores the download attribute and blocks new windows: it is shown the file itself.
    hand: function (blob, name) {
      const link = document.createElement('a'), url = URL.createObjectURL(blob);
      link.href = url;
      if (!/MicroMessenger/i.test(navigator.userAgent)) link.download = name;
      document.body.appendChild(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(url), 60000);
    },

    // Markup of the server's stands on paper instead of the page until somebody touches the page again: what it says may be
    // past by then. Not until `afterprint`, which some phones send while they still draw the paper.
    takeOff: null,  // what was laid
    layOnPaper: function (markup) {
      const paper = document.createElement('div'), touched = ['pointerdown', 'keydown', 'popstate'];
      if (Device.takeOff) Device.takeOff();
      Device.takeOff = () => {
        paper.remove();
        document.documentElement.classList.remove('laid');
        touched.forEach((kind) => removeEventListener(kind, Device.takeOff, true));
        Device.takeOff = null;
      };
      paper.id = 'laid';
      paper.innerHTML = markup;
      document.body.appendChild(paper);
      document.documentElement.classList.add('laid');
      touched.forEach((kind) => addEventListener(kind, Device.takeOff, true));
    },

    copyByCommand: function (text) {
      const field = document.createElement('textarea'), before = document.activeElement;
      field.value = text;
      field.style.position = 'fixed';
      field.style.opacity = '0';
      document.body.appendChild(field);
      field.select();
      document.execCommand('copy');
      field.remove();
      if (before && before.focus) before.focus({ preventScroll: true });
    },
  },

  wufei_web_page_data__deps: ['$Web'],
  wufei_web_page_data__sig: 'i',
  wufei_web_page_data: function () {
    const data = document.getElementById('wufei-data');
    return Web.put(data ? data.textContent : '');
  },
  wufei_web_load__deps: ['$Web', '$Device'],
  wufei_web_load__sig: 'iii',
  wufei_web_load: function (key, length) {
    const value = Device.storage((storage) => storage.getItem(Web.text(key, length)));
    return value === null ? -1 : Web.put(value);
  },
  wufei_web_save__deps: ['$Web', '$Device'],
  wufei_web_save__sig: 'viiii',
  wufei_web_save: function (key, keyLength, value, valueLength) {
    Device.storage((storage) => storage.setItem(Web.text(key, keyLength), Web.text(value, valueLength)));
  },
  wufei_web_erase__deps: ['$Web', '$Device'],
  wufei_web_erase__sig: 'vii',
  wufei_web_erase: function (key, length) {
    Device.storage((storage) => storage.removeItem(Web.text(key, length)));
  },
  wufei_web_online__sig: 'i',
  wufei_web_online: function () {
    return navigator.onLine === false ? 0 : 1;
  },
  wufei_web_fetch__deps: ['$Web', '$Device'],
  wufei_web_fetch__sig: 'viiiiiiiii',
  wufei_web_fetch: function (id, head, headLength, body, bodyLength, file, fileLength, type, typeLength) {
    id >>>= 0;
    const headText = Web.text(head, headLength), bodyText = Web.text(body, bodyLength);
    const name = Web.text(file, fileLength), mediaType = Web.text(type, typeLength);
    if (!name) {
      Device.fetch(headText, bodyText, (reply) => reply.text(), (reply) => Device.reply(id, reply, reply.content));
      return;
    }
    Device.fetch(headText, bodyText, (reply) => reply.blob(), (reply) => {
      if (reply.status >= 200 && reply.status < 300) Device.hand(new Blob([reply.content], { type: mediaType }), name);
      else Device.reply(id, reply, '');
    });
  },
  wufei_web_copy__deps: ['$Web', '$Device'],
  wufei_web_copy__sig: 'vii',
  wufei_web_copy: function (text, length) {
    const value = Web.text(text, length);
    if (navigator.clipboard && navigator.clipboard.writeText)
      navigator.clipboard.writeText(value).catch(() => Device.copyByCommand(value));
    else Device.copyByCommand(value);
  },
  // After the frame that asked for it: printing blocks.
  wufei_web_print__deps: ['$Web', '$Device'],
  wufei_web_print__sig: 'vii',
  wufei_web_print: function (head, length) {
    const print = () => setTimeout(() => window.print(), 0), headText = Web.text(head, length);
    if (!headText) return print();
    Device.fetch(headText, '', (reply) => reply.text(), (reply) => {
      if (reply.status === 200) Device.layOnPaper(reply.content);
      print();
    });
  },
  wufei_web_announce__deps: ['$Web'],
  wufei_web_announce__sig: 'vii',
  // Emptied first: the same words twice are to be read twice. An element of its own: WebKitGTK tells a screen reader of new
  // elements only, not of new text.
  wufei_web_announce: function (text, length) {
    const region = document.getElementById('announcer'), words = Web.text(text, length);
    region.textContent = '';
    setTimeout(() => {
      region.textContent = '';
      region.appendChild(document.createElement('p')).textContent = words;
    }, 60);
  },
});
