// Photographs: the device's own picker, reduced on a canvas so that no metadata and no needless megabyte leaves it.
mergeInto(LibraryManager.library, {
  $Photos__deps: ['$Web', '$Device'],
  $Photos: {
    longest: 1600,     // pixels of a side
    largest: 900000,   // bytes; the server takes 1 MB
    biggest: 60e6,     // bytes of a file that is opened at all
    pixels: 100e6,     // of a picture that fits a device's memory
    refusals: { unreadable: 1, big: 2, many: 3 },  // device::PhotoRefusal
    next: 1,
    kept: {},          // handle -> {blob, url}

    tell: function (handle, refusal, width, height, url) {
      Web.whenLifted(() => _wufei_on_photo(handle, refusal, width, height, Web.put(url)));
    },
    refuse: function (why) {
      Photos.tell(0, Photos.refusals[why] || Photos.refusals.unreadable, 0, 0, '');
    },
    // An <img> decodes what the browser knows and turns it upright by its EXIF.
    decode: function (file) {
      return new Promise((done, failed) => {
        const image = new Image(), url = URL.createObjectURL(file);
        image.onload = () => {
          URL.revokeObjectURL(url);
          const pixels = image.naturalWidth * image.naturalHeight;
          if (!pixels) failed(new Error('unreadable'));
          else if (pixels > Photos.pixels) failed(new Error('big'));
          else done(image);
        };
        image.onerror = () => { URL.revokeObjectURL(url); failed(new Error('unreadable')); };
        image.src = url;
      });
    },
    draw: function (image, longest) {
      const scale = Math.min(1, longest / Math.max(image.naturalWidth, image.naturalHeight));
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
      canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
      const context = canvas.getContext('2d');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas;
    },
    // First coarser, then smaller, until it fits.
    encode: function (image, longest, quality) {
      const canvas = Photos.draw(image, longest);
      return new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality)).then((blob) => {
        if (!blob) throw new Error('unreadable');
        if (blob.size <= Photos.largest || longest < 400) return { blob: blob, width: canvas.width, height: canvas.height };
        return quality > 0.5 ? Photos.encode(image, longest, quality - 0.15) : Photos.encode(image, longest * 0.7, 0.7);
      });
    },
    take: function (file) {
      if (file.size > Photos.biggest) return Promise.resolve(Photos.refuse('big'));
      return Photos.decode(file).then((image) => Photos.encode(image, Photos.longest, 0.85)).then((made) => {
        const handle = Photos.next++;
        Photos.kept[handle] = { blob: made.blob, url: URL.createObjectURL(made.blob) };
        Photos.tell(handle, 0, made.width, made.height, Photos.kept[handle].url);
      }).catch((error) => Photos.refuse(error.message));
    },
  },

  wufei_web_pick_photos__deps: ['$Photos'],
  wufei_web_pick_photos__sig: 'vi',
  // The input stays in the document while the picker is open: some browsers forget it otherwise.
  wufei_web_pick_photos: function (most) {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/jpeg,image/png,image/webp,image/*';
    input.multiple = most > 1;
    input.hidden = true;
    input.id = 'photo-picker';
    const old = document.getElementById('photo-picker');
    if (old) old.remove();
    input.addEventListener('change', () => {
      const all = Array.from(input.files), files = all.slice(0, most);
      input.remove();
      files.reduce((before, file) => before.then(() => Photos.take(file)), Promise.resolve())
        .then(() => { if (all.length > files.length) Photos.refuse('many'); });
    });
    document.body.appendChild(input);
    input.click();
  },
  wufei_web_upload_photo__deps: ['$Photos'],
  wufei_web_upload_photo__sig: 'viiii',
  wufei_web_upload_photo: function (handle, id, head, length) {
    id >>>= 0;
    const kept = Photos.kept[handle >>> 0], request = Web.text(head, length);
    if (!kept) {
      setTimeout(() => Device.reply(id, { status: 0, etag: '', retry: 0 }, ''), 0);
      return;
    }
    Device.fetch(request, kept.blob, (reply) => reply.text(), (reply) => Device.reply(id, reply, reply.content));
  },
  wufei_web_drop_photo__deps: ['$Photos'],
  wufei_web_drop_photo__sig: 'vi',
  wufei_web_drop_photo: function (handle) {
    const kept = Photos.kept[handle >>> 0];
    if (kept) URL.revokeObjectURL(kept.url);
    delete Photos.kept[handle >>> 0];
  },
});
