// Photographs: the device's own picker, reduced on a canvas so that no metadata and no needless megabyte leaves it.
mergeInto(LibraryManager.library, {
  $Photos__deps: ['$Web', '$Device'],
  $Photos: {
    longest: 1600,     // pixels of a side
    largest: 900000,   // bytes; the server takes 1 MB
    next: 1,
    kept: {},          // handle -> {blob, url}

    tell: function (handle, width, height, url) {
      const length = Web.put(url);
      _wufei_on_photo(handle, width, height, length);
    },
    // An <img> decodes what the browser knows and turns it upright by its EXIF.
    decode: function (file) {
      return new Promise((done, failed) => {
        const image = new Image(), url = URL.createObjectURL(file);
        image.onload = () => { URL.revokeObjectURL(url); done(image); };
        image.onerror = () => { URL.revokeObjectURL(url); failed(new Error('unreadable')); };
        image.src = url;
      });
    },
    draw: function (image) {
      const scale = Math.min(1, Photos.longest / Math.max(image.naturalWidth, image.naturalHeight));
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
      canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
      const context = canvas.getContext('2d');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas;
    },
    encode: function (canvas, quality) {
      return new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality)).then((blob) => {
        if (!blob) throw new Error('unreadable');
        return blob.size > Photos.largest && quality > 0.4 ? Photos.encode(canvas, quality - 0.15) : blob;
      });
    },
    take: function (file) {
      return Photos.decode(file).then((image) => {
        const canvas = Photos.draw(image);
        return Photos.encode(canvas, 0.85).then((blob) => {
          const handle = Photos.next++;
          Photos.kept[handle] = { blob: blob, url: URL.createObjectURL(blob) };
          Photos.tell(handle, canvas.width, canvas.height, Photos.kept[handle].url);
        });
      }).catch(() => Photos.tell(0, 0, 0, ''));
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
      const files = Array.from(input.files).slice(0, most);
      input.remove();
      files.reduce((before, file) => before.then(() => Photos.take(file)), Promise.resolve());
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
