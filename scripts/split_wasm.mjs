// Splits the linked program in two (docs/adr/0012): the first part runs the home page and the pickup service, the second
// is fetched when a page needs it. An entry of the second part is a function whose name contains "_part2"; what only
// such entries reach goes with them. Needs the names of the functions (-Wl,--no-demangle --profiling-funcs); both
// results are without. usage: split_wasm.mjs IN FIRST_OUT SECOND_OUT
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// What the first part never runs, though it could be called there: it and what only it needs are no part of the first
// screen. printf(), which wasm/platform/web/web_print.cpp calls when the part is there; the reader of JSON without a callback
// (contract::parse_json() has one). Parts of their names.
const unused = ['vsnprintf', '18sax_parse_internalINS1_19json_sax_dom_parserI'];
const entryMark = '_part2', features = ['--mvp-features', '--enable-mutable-globals'];
const run = (tool, args) => execFileSync(tool, args, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });

// The functions of a module in text form, whom each calls, and which are reached from outside.
export function readCalls(wat) {
  const calls = new Map(), imported = new Set(), roots = new Set();
  let current = null;
  for (const line of wat.split('\n')) {
    const own = /^ \((import|func|export|start|elem)\b/.exec(line);
    if (own) {
      const names = [...line.matchAll(/\$([^\s()]+)/g)].map((found) => found[1]);
      current = null;
      if (own[1] === 'import') { if (line.includes('(func ')) imported.add(names[0]); }
      else if (own[1] === 'func') calls.set(current = names[0], new Set());
      else if (own[1] === 'export') { if (line.includes('(func ')) roots.add(names[0]); }
      else names.forEach((name) => roots.add(name));
    }
    if (current !== null)
      for (const [, name] of line.matchAll(/\((?:return_)?(?:call|ref\.func) \$([^\s()]+)/g)) calls.get(current).add(name);
  }
  return { calls, imported, roots };
}

// What the second part gets: every function that is not reached from outside without passing one of its entries.
export function secondPart({ calls, roots }) {
  const isEntry = (name) => [entryMark, ...unused].some((mark) => name.includes(mark));
  const first = new Set(), waiting = [...roots].filter((name) => calls.has(name) && !isEntry(name));
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (first.has(name)) continue;
    first.add(name);
    for (const callee of calls.get(name)) if (calls.has(callee) && !isEntry(callee)) waiting.push(callee);
  }
  return [...calls.keys()].filter((name) => !first.has(name));
}

// A custom section of that name at the end of a module's file: WebAssembly.Module.customSections() finds it.
export function withSection(module, name, content) {
  const leb = (number) => (number < 128 ? [number] : [(number % 128) + 128, ...leb(Math.floor(number / 128))]);
  const title = Buffer.from(name), head = Buffer.from([...leb(title.length), ...title]);
  return Buffer.concat([module, Buffer.from([0, ...leb(head.length + content.length)]), head, content]);
}

export function splitWasm(input, firstOut, secondOut) {
  const folder = mkdtempSync(join(tmpdir(), 'wufei-split-'));
  try {
    const graph = readCalls(run('wasm-dis', [...features, input]).toString()), second = secondPart(graph);
    if (graph.calls.has('wufei_on_frame'))
      for (const name of unused)
        if (![...graph.calls.keys()].some((known) => known.includes(name))) throw new Error(`${input}: ${name} is not there any more`);
    const entries = second.filter((name) => name.includes(entryMark));
    if (entries.length === 0) throw new Error(`${input}: no function's name contains ${entryMark}`);
    const list = join(folder, 'functions');
    writeFileSync(list, second.join('\n') + '\n');
    run('wasm-split', [...features, input, `--split-funcs=@${list}`, `--export-prefix=%`, '-o1', firstOut, '-o2', secondOut]);
    for (const file of [firstOut, secondOut])
      run('wasm-opt', ['-Oz', '--converge', ...features, '--strip-debug', '--strip-producers', '--strip-target-features', file, '-o', file]);
    return { functions: second.length, entries };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { functions, entries } = splitWasm(...process.argv.slice(2));
  const size = (file) => readFileSync(file).length;
  console.log(`second part: ${functions} functions behind ${entries.length} entries, ${size(process.argv[4])} bytes`);
}
