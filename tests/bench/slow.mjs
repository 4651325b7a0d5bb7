// The home page on a slow telephone in a weak network: processor slowed six times, 400 kbit/s, 400 ms. Beside it in the same
// run a plain page of the same text: the server's page whose program never comes.
import { startPortal, launchBrowser, phoneContext, live } from '../e2e/lib.mjs';

const runs = 3;
const network = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const portal = await startPortal(), browser = await launchBrowser();
const figure = (name, value, digits = 0) => console.log(`figure ${name} ${value.toFixed(digits)}`);
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

// A new visitor's page; `client` false: the program's files are never delivered.
async function open({ slow, client }) {
  const context = await phoneContext(browser, { deviceScaleFactor: 3, serviceWorkers: 'block' });
  await context.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    new MutationObserver(() => {
      if (!window.liveAt && document.documentElement.classList.contains('live')) window.liveAt = performance.now();
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['class'] });
  });
  const page = await context.newPage(), session = await context.newCDPSession(page);
  if (!client) await page.route(/\.(wasm|js)(\?|$)/, (route) => route.abort());
  if (slow) {
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', network);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  }
  await page.goto(portal.url, { waitUntil: 'load', timeout: 60000 });
  if (client) await live(page, 60000);
  return { page, context, session };
}
const paints = (page) => page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);

async function measureTimes() {
  const content = [], interactive = [], plain = [], shifts = [];
  for (let run = 0; run < runs; run += 1) {
    const ours = await open({ slow: true, client: true });
    content.push(await paints(ours.page));
    interactive.push(await ours.page.evaluate(() => window.liveAt));
    shifts.push(await ours.page.evaluate(() => window.shift));
    await ours.context.close();
    const html = await open({ slow: true, client: false });
    plain.push(await html.page.evaluate(() => performance.getEntriesByType('navigation')[0].loadEventEnd));
    await html.context.close();
  }
  figure('slow_first_content_ms', median(content));
  figure('slow_interactive_ms', median(interactive));
  figure('slow_html_ms', median(plain));
  figure('slow_interactive_vs_html', median(interactive) / median(plain), 2);
  figure('slow_layout_shift', Math.max(...shifts), 4);
}

// p95 of one frame for each of 200 steps up and down the page, the processor slowed six times.
async function scrolled(page, session) {
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const times = await page.evaluate(async () => {
    const frames = [], bottom = document.documentElement.scrollHeight - innerHeight;
    for (let i = 0, last = performance.now(); i < 200; i += 1) {
      scrollTo(0, bottom * Math.abs(Math.sin(i / 20)));
      await new Promise((drawn) => { requestAnimationFrame(drawn); });
      frames.push(performance.now() - last);
      last = performance.now();
    }
    return frames;
  });
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)];
}

// A canvas of the same size that a page of the same height only clears, once in a frame: what the browser and this
// machine's graphics, drawn in software, cost before anything is ours.
function clearAsScrolled() {
  const canvas = document.querySelector('canvas');
  canvas.width = innerWidth * devicePixelRatio;
  canvas.height = innerHeight * devicePixelRatio;
  const gl = canvas.getContext('webgl2', { alpha: false, depth: false, stencil: false, antialias: false });
  const clear = () => {
    gl.clearColor((scrollY % 256) / 256, 0.5, 0.5, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
  };
  addEventListener('scroll', () => requestAnimationFrame(clear), { passive: true });
}
async function clearingPage(height) {
  const context = await phoneContext(browser, { deviceScaleFactor: 3 }), page = await context.newPage();
  await page.setContent(`<meta name="viewport" content="width=device-width"><style>body { margin: 0 }
    canvas { position: fixed; width: 100vw; height: 100vh }</style><canvas></canvas><div style="height: ${height}px"></div>`);
  await page.evaluate(clearAsScrolled);
  return { page, context, session: await context.newCDPSession(page) };
}

async function measureScrolling() {
  const ours = await open({ slow: false, client: true });
  const time = await scrolled(ours.page, ours.session);
  const height = await ours.page.evaluate(() => document.documentElement.scrollHeight);
  await ours.context.close();
  const peer = await clearingPage(height), least = await scrolled(peer.page, peer.session);
  await peer.context.close();
  figure('throttled_frame_ms_p95', time, 1);
  figure('throttled_frame_vs_clear', time / least, 1);
}

try {
  await measureTimes();
  await measureScrolling();
} finally {
  await browser.close();
  await portal.stop();
}
