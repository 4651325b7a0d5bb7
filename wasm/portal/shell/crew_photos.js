// Photographs are made smaller as soon as they are taken, in the field itself: whoever sends the form sends these, and three
// of them fit into what the server takes. Packed into one file with crew.js, which need not run for it, and with road.js for
// enterprises' pictures of permits.
(() => {
  'use strict';
  const LONGEST = 1600, LARGEST = 200e3, BIGGEST = 60e6, MOST_PIXELS = 100e6;  // pixels of a side, bytes, bytes, pixels
  // An <img> decodes what the browser knows and turns it upright.
  function decode(file) {
    return new Promise((done, failed) => {
      const image = new Image(), url = URL.createObjectURL(file);
      const end = (settle, value) => () => { URL.revokeObjectURL(url); settle(value); };
      image.onload = end(done, image);
      image.onerror = end(failed, new Error('text:server.crew_photo_bad'));
      image.src = url;
    });
  }
  function draw(image, longest) {
    const canvas = document.createElement('canvas'), { naturalWidth: width, naturalHeight: height } = image;
    const scale = Math.min(1, longest / Math.max(width, height));
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  }
  // First coarser, then smaller, until it fits.
  async function encode(image, longest = LONGEST, quality = 0.8) {
    const blob = await new Promise((done) => draw(image, longest).toBlob(done, 'image/jpeg', quality));
    if (!blob) throw new Error('text:server.crew_photo_bad');
    if (blob.size <= LARGEST || longest < 300) return blob;
    return quality > 0.5 ? encode(image, longest, quality - 0.15) : encode(image, longest * 0.7, 0.7);
  }
  async function smaller(file) {
    if (file.size > BIGGEST) throw new Error('text:server.crew_photo_big');
    const image = await decode(file);
    if (image.naturalWidth * image.naturalHeight > MOST_PIXELS) throw new Error('text:server.crew_photo_big');
    return encode(image);
  }
  function replace(field, blob) {
    try {
      const held = new DataTransfer();
      held.items.add(new File([blob], 'photo.jpg', { type: 'image/jpeg' }));
      field.files = held.files;
    } catch (old) { /* a browser that lets nothing be put there: the server makes it smaller if it can */ }
  }
  function show(field, blob) {
    const image = document.createElement('img');
    image.alt = field.labels[0].textContent;
    image.src = URL.createObjectURL(blob);
    image.onload = () => URL.revokeObjectURL(image.src);
    field.after(image);
  }
  function say(field, text) {
    const fault = document.createElement('p');
    fault.className = 'fault';
    fault.setAttribute('role', 'alert');
    fault.append(Object.assign(document.createElement('strong'), { textContent: text }));
    field.before(fault);
  }
  const pending = new WeakMap();
  function hold(form, more) {
    pending.set(form, (pending.get(form) || 0) + more);
    form.querySelectorAll('button').forEach((one) => { one.disabled = pending.get(form) > 0; });
  }
  async function take(field) {
    const [file] = field.files;
    field.parentNode.querySelectorAll('img, .fault').forEach((old) => old.remove());
    if (!file) return;
    hold(field.form, 1);
    try {
      const blob = await smaller(file);
      replace(field, blob);
      show(field, blob);
    } catch (refused) {
      field.value = '';
      say(field, refused.message);
    }
    hold(field.form, -1);
  }
  document.querySelectorAll('.shots [type=file]').forEach((field) => field.addEventListener('change', () => take(field)));
})();
