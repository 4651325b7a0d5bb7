// What privacy.test.mjs enters and looks for afterwards. Everything personal holds a mark that nothing else holds: a rare
// character and one outside the first plane; every door has a telephone number of its own. A county of several has its own mark
// and series (counties.test.mjs).
export const mark = process.env.WUFEI_CANARY ?? '靐𪚥';
const series = process.env.WUFEI_CANARY_PHONES ?? '1390417';
const phones = [];

/** A person as one door is told: name, telephone, address and words of their own, all with the door's name. */
export function personAt(door) {
  const phone = `${series}${String(2638 + 97 * phones.length)}`;
  phones.push(phone);
  return { door, name: `欧${mark}`, phone, address: `${mark}巷 ${phones.length} 号`, text: `${mark}家门口堆着旧砖，是隔壁放的，请不要说是我讲的。（${door}）` };
}

/** Of the settings and of the staff. */
export const secrets = { gatewayToken: 'gateway-token-9f1c47e2b0', open311Key: 'open311-key-6d2e90ab31', idempotencyKey: 'idempotency-key-51aa0e7743',
  wrongPassword: 'wrong lantern ferry 88', wrongKey: 'wrong-key-70bb12c9', survey: 'survey-key-3c41d5aa90' };

/** What was told or given out during the run: tokens, receipts, links, cookies, codes. */
export const given = new Set();
/** References of bookings and cases: half of what opens one. The database has them, nothing that leaves does. */
export const references = new Set();

export const personal = () => [mark, ...phones];
export const secret = () => [...Object.values(secrets), ...given];
