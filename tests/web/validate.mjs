// Checks every HTML page below the folders that are given with html-validate, and prints what it
// finds as JSON: {"pages": n, "rules": n, "faults": ["file:line:column rule message", …]}.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const { HtmlValidate, StaticConfigLoader } = createRequire(import.meta.url)('html-validate');

// Everything that is recommended, for whole documents and for access. What is off says why and since
// when; what is changed does too.
const config = {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // 2026-11-23: matters of taste. HTML reads `<!doctype html>` in any case.
    'doctype-style': 'off',
    // 2026-11-23: HTML lets the end of an `li` be left out; step bars do in every row, for their weight.
    'no-implicit-close': 'off',
    // 2026-11-23: the only style sheet and script lie beside the page. Below `file://` browsers
    // refuse whatever has a checksum, since they cannot fetch it across origins.
    'require-sri': 'off',
    // 2026-11-23: numbers are kept in one line by the style sheet. With special hyphens and spaces in
    // them they could be neither searched nor copied into a telephone.
    'tel-non-breaking': 'off',
    // 2026-11-23: what scrolls around a table is a region with the name of the table. A `section`
    // there would be one without a heading.
    'prefer-native-element': ['error', { exclude: ['region'] }],
    // 2026-11-23: step bars are lists with names; ARIA lets a list have one. The rule still holds for
    // what cannot be named.
    'aria-label-misuse': ['error', { allowAnyNamable: true }]
  }
};

function pages(folder) {
  return fs.readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

const validator = new HtmlValidate(new StaticConfigLoader(config));
const files = process.argv.slice(2).flatMap(pages);
const faults = [];
for (const file of files) {
  const report = validator.validateStringSync(fs.readFileSync(file, 'utf8'), file);
  for (const result of report.results) {
    for (const found of result.messages) {
      faults.push(`${file}:${found.line}:${found.column} ${found.ruleId} ${found.message}`);
    }
  }
}
const rules = validator.getConfigForSync('page.html').getRules();
const on = [...rules.values()].filter(([severity]) => severity > 0).length;
console.log(JSON.stringify({ pages: files.length, rules: on, faults }));
