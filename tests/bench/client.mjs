// The client as a resident meets it: bytes until the home screen can be used, frames while idle, time per frame.
import { startPortal, launchBrowser, phoneContext, live, settled } from '../e2e/lib.mjs';
import { bookPlainly, cancelPlainly, changePlainly } from '../e2e/plain_flow.mjs';

const portal = await startPortal(), browser = await launchBrowser();
try {
  const context = await phoneContext(browser, { deviceScaleFactor: 3 });
  await context.addInitScript(() => {
    const ask = window.requestAnimationFrame.bind(window);
    window.frameTimes = [];
    window.requestAnimationFrame = (callback) => ask((time) => {
      const start = performance.now();
      callback(time);
      window.frameTimes.push(performance.now() - start);
    });
  });
  const page = await context.newPage(), session = await context.newCDPSession(page);
  let bytes = 0, requests = 0;
  await session.send('Network.enable');
  session.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; requests += 1; });
  const started = Date.now();
  await page.goto(portal.url);
  await live(page);
  await page.getByRole('link', { name: '预约上门收运' }).first().waitFor();
  const interactive = Date.now() - started;
  await page.waitForLoadState('networkidle');
  await settled(page, 500);
  console.log(`figure first_screen_kb ${(bytes / 1024).toFixed(1)}`);
  console.log(`figure first_screen_requests ${requests}`);
  console.log(`figure first_screen_ms ${interactive}`);

  // Work: scroll the whole page up and down, a frame at a time.
  await page.evaluate(async () => {
    window.frameTimes = [];
    const bottom = document.documentElement.scrollHeight - innerHeight, end = performance.now() + 20000;
    for (let i = 0; window.frameTimes.length < 200 && performance.now() < end; i += 1) {
      scrollTo(0, bottom * Math.abs(Math.sin(i / 20)));
      await new Promise((wake) => setTimeout(wake, 16));
    }
  });
  const times = (await page.evaluate(() => window.frameTimes)).sort((a, b) => a - b);
  console.log(`figure frames_measured ${times.length}`);
  console.log(`figure frame_ms_median ${times[Math.floor(times.length / 2)].toFixed(2)}`);
  console.log(`figure frame_ms_p95 ${times[Math.floor(times.length * 0.95)].toFixed(2)}`);

  await settled(page, 1500);
  const before = await page.evaluate(() => window.frameTimes.length);
  await new Promise((wake) => setTimeout(wake, 10000));
  console.log(`figure idle_frames_10s ${(await page.evaluate(() => window.frameTimes.length)) - before}`);

  // Without scripts: from the first question to the cancellation.
  const plain = await phoneContext(browser, { deviceScaleFactor: 3, javaScriptEnabled: false }), form = await plain.newPage();
  const steps = await bookPlainly(form, portal.url).then(() => changePlainly(form)).then(() => cancelPlainly(form))
    .then(() => 1, (error) => { console.error(error); return 0; });
  console.log(`figure plain_booking_steps_ok ${steps}`);
} finally {
  await browser.close();
  await portal.stop();
}
