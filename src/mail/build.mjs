import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mjml from 'mjml-core';
import preset from 'mjml-preset-core';

const mail = dirname(fileURLToPath(import.meta.url));
const target = join(mail, 'compiled.ts');

/** Every mail is a pair of files: `<kind>-mail.mjml` and, laid out by hand, `<kind>-mail.txt`. */
const kinds = ['code', 'link', 'key-changed'];

/** After the preview: lists of mails would show what the mail says next, and with it the code. */
const PREVIEW_END = '\u034f\u200c\u00a0'.repeat(100);

/** Compiles the mails into `compiled.ts`; with `--check` it only says whether that is what the sources give. */
const current = await readFile(target, 'utf8').catch(() => '');
const compiled = moduleOf(await Promise.all(kinds.map(compile)));
if (process.argv.includes('--check')) {
  if (compiled !== current) fail('src/mail/compiled.ts is out of date: npm run build');
} else if (compiled !== current) {
  // Otherwise left alone: tests may be reading it.
  await writeFile(target, compiled);
}

async function compile(kind) {
  const [html, text] = await Promise.all([compileHtml(`${kind}-mail.mjml`), readText(`${kind}-mail.txt`)]);
  return `  '${kind}': {\n    html: ${templateOf(html)},\n    text: ${templateOf(text)},\n  },`;
}

async function compileHtml(name) {
  const path = join(mail, name);
  const { html } = await mjml.default(await readFile(path, 'utf8'), {
    presets: [preset],
    skeleton,
    fonts: {},
    ignoreIncludes: false,
    filePath: path,
    keepComments: false,
    validationLevel: 'strict',
  });
  // Strict as it is, of a part that it does not find MJML only leaves a note in the mail.
  if (html.includes('mj-include')) fail(`${name} includes what is not there`);
  return `${html
    .replace(/[ \n]+/g, ' ')
    .replaceAll('" >', '">')
    .replaceAll('> <', '>\n<')
    .trim()}\n`;
}

/** The document around the body. MJML's own makes room for columns side by side and for fonts from elsewhere; there are none here. */
function skeleton({ content, dir, headRaw, lang, preview, style, title }) {
  return `<!doctype html>
    <html lang="${lang}" dir="${dir}">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        ${headRaw.join('\n')}
        <title>${title}</title>
        ${style.map((sheet) => `<style>${squeeze(sheet)}</style>`).join('\n')}
      </head>
      ${content.replace(preview, () => preview + PREVIEW_END)}
    </html>`;
}

function squeeze(sheet) {
  return sheet.replace(/\s*([{};,>])\s*/g, '$1').replaceAll(': ', ':');
}

/** `{{> name}}` stands for a text that several mails share. */
async function readText(name) {
  const text = await readFile(join(mail, name), 'utf8');
  const names = [...text.matchAll(/\{\{> ([\w-]+)\}\}/g)].map(([, part]) => part);
  const parts = await Promise.all(names.map((part) => readFile(join(mail, `shared/${part}.txt`), 'utf8')));
  return names.reduce((whole, part, at) => whole.replace(`{{> ${part}}}`, () => parts[at].trimEnd()), text);
}

/** `{{mail.brand}}` becomes a slot for a message, `{{code}}` one for a value, and the values' names the template's type. */
function templateOf(text) {
  const [first, ...rest] = text.split('{{').map(escapePiece);
  const values = new Set();
  const slots = rest.map((piece) => {
    const [, name, after] = /^([\w.-]+)\}\}([^]*)$/.exec(piece) ?? fail(`No slot: {{${piece.slice(0, 40)}`);
    if (name.includes('.')) return `\${{ message: '${name}' }}${after}`;
    values.add(`'${name}'`);
    return `\${'${name}'}${after}`;
  });
  return `template<${[...values].sort().join(' | ') || 'never'}>\`${[first, ...slots].join('')}\``;
}

/** What would end the template literal, or could not be seen in it. */
function escapePiece(piece) {
  const seen = piece.replace(/[\\`$]/g, '\\$&');
  return seen.replace(/[\u034f\u200c\u00a0]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function moduleOf(mails) {
  return `/* eslint-disable max-lines -- made by build.mjs out of the .mjml and .txt files beside it: change those */
import { template } from './template';

export const compiled = {
${mails.join('\n')}
};
`;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
