// Asks the npm package `yaml`, with its defaults as Obsidian's parseYaml has them, what snippets mean.
//
//   node record.mjs yaml_snippets.json    answers every snippet in the file anew
//   node record.mjs --lines               a JSON text a line on stdin, a JSON answer a line on stdout, at once
//   node record.mjs                       a JSON list of texts on stdin, a JSON list of answers on stdout
//
// An answer is {"value": …} or {"error": code}. JSON has no NaN, so numbers it can't hold are
// {"$number": "NaN"}, and values of other classes (Date, Set, Map) are {"$class": "Date"}.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

// The package may be installed anywhere: VAULTNET_YAML names a folder whose node_modules holds it.
const home = process.env.VAULTNET_YAML ?? new URL('.', import.meta.url).pathname;
const YAML = createRequire(pathToFileURL(`${home}/record.mjs`))('yaml');
const { version } = JSON.parse(
  readFileSync(createRequire(pathToFileURL(`${home}/record.mjs`)).resolve('yaml/package.json'), 'utf8'));

function portable(value) {
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
  if (typeof value === 'symbol') return { $class: 'Symbol' };
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(portable);
  if (Object.getPrototypeOf(value) !== Object.prototype) return { $class: Object.getPrototypeOf(value).constructor.name };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, portable(item)]));
}

function answer(text) {
  try {
    // logLevel keeps warnings off the terminal; they change no value.
    return { value: portable(YAML.parse(text, { logLevel: 'error' })) };
  } catch (error) {
    return { error: error.code ?? error.name };
  }
}

if (process.argv[2] === '--lines') {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
  }
} else if (process.argv[2]) {
  const file = process.argv[2];
  const recorded = JSON.parse(readFileSync(file, 'utf8'));
  // A note's front matter ends with a line break, before the closing `---`.
  const snippets = recorded.snippets.map(({ yaml }) => ({ yaml, ...answer(`${yaml}\n`) }));
  const lines = snippets.map((snippet) => '    ' + JSON.stringify(snippet));
  writeFileSync(file, `{\n  "package": "yaml ${version}",\n  "snippets": [\n${lines.join(',\n')}\n  ]\n}\n`);
} else {
  process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(answer)));
}
