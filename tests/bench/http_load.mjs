// Load through HTTP, the same for every server: wrk with keep-alive connections on loopback, each answer looked at.
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bookable, contentDirectory, scratchDirectory } from '../server/lib.mjs';

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
export const figure = (name, value, digits = 0) => console.log(`figure ${name} ${value.toFixed(digits)}`);

/** A copy of the content with places enough that no slot and no day is ever full. */
export function roomyContent() {
  const directory = scratchDirectory(), file = join(directory, 'pickup/rules.json');
  cpSync(contentDirectory, directory, { recursive: true });
  const rules = JSON.parse(readFileSync(file, 'utf8'));
  for (const windows of Object.values(rules.capacity.default)) for (const name of Object.keys(windows)) windows[name] = 10000;
  rules.day_capacity.bookings = 100000;
  writeFileSync(file, JSON.stringify(rules));
  return directory;
}

// Runs wrk without blocking whoever else measures; answers what it said. Any answer but 2xx and 3xx fails.
function wrk(...args) {
  return new Promise((done, failed) => {
    execFile('wrk', args, { encoding: 'utf8' }, (error, said, faults) => {
      const wrong = /Non-2xx.*|Socket errors: connect [1-9].*/.exec(said ?? '');
      if (error || wrong) failed(error ?? new Error(`${args.join(' ')}: ${wrong[0]} ${faults.slice(0, 400)}`));
      else if (!/ 0 requests in/.test(said)) done(said);
      else failed(new Error(`${args.at(-1)} answered nothing`));
    });
  });
}

const rate = (said) => Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]);
export const getPerSecond = async (url, { clients = 64, seconds = 2, headers = {} } = {}) =>
  rate(await wrk('-t1', `-c${clients}`, `-d${seconds}s`, ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]), url));

let folder, run = Math.floor(Math.random() * 800);  // directories may outlive this process
/** Bookings per second that `url`/api/v1/pickups acknowledges; every one has a place, a number and an address of its own. */
export async function bookingsPerSecond(url, bodies, { clients = 64, seconds = 3 } = {}) {
  folder ??= scratchDirectory();
  run += 1;
  const file = join(folder, `book${run}.lua`);
  writeFileSync(file, `local bodies = {${bodies.map((body) => `[==[${body}]==]`).join(',')}}
local count = ${run} * 1000000
local headers = { ["Content-Type"] = "application/json" }
function request()
  count = count + 1
  local body = bodies[count % #bodies + 1]:gsub("NUMBER", count):gsub("PHONE", string.format("13%09d", count))
  return wrk.format("POST", "/api/v1/pickups", headers, body)
end
function response(status, headers, body)
  if status ~= 201 then io.stderr:write("refused: ", status, " ", body:sub(1, 300), "\\n") end
end
`);
  return rate(await wrk('-t1', `-c${clients}`, `-d${seconds}s`, '-s', file, url));
}

/** Forms per second that `url` takes, each {path, cookie, body} sent once; they must be more than the time takes. */
export async function postsPerSecond(url, posts, { clients = 64, seconds = 3 } = {}) {
  folder ??= scratchDirectory();
  run += 1;
  const file = join(folder, `post${run}.lua`), quoted = (text) => `[==[${text}]==]`;
  writeFileSync(file, `local posts = {${posts.map(({ path, cookie, body }) => `{${[path, cookie, body].map(quoted).join(',')}}`).join(',')}}
local next = 0
function request()
  next = next + 1
  local post = posts[next]
  if not post then io.stderr:write("no form is left\\n") os.exit(1) end
  return wrk.format("POST", post[1], { ["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = post[2] }, post[3])
end
function response(status, headers, body)
  if status ~= 303 then io.stderr:write("refused: ", status, " ", body:sub(1, 300), "\\n") end
end
`);
  return rate(await wrk('-t1', `-c${clients}`, `-d${seconds}s`, '-s', file, url));
}

/** Bodies of bookings at several areas and times that our server at `url` offers; NUMBER and PHONE stand for what differs. */
export async function bookingBodies(url) {
  const bodies = [];
  for (let areaIndex = 0; areaIndex < 6; areaIndex += 1) {
    const { area, category, item, slots } = await bookable(url, { areaIndex });
    for (const slot of slots)
      bodies.push(JSON.stringify({ area: area.code, address: '花园路 NUMBER 号', contact_name: '李明', phone: 'PHONE',
        category: category.id, items: [{ item: item.id, quantity: 1 }], slot: slot.id, consent: true }));
  }
  return bodies;
}
