import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { signPng } from './png.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const SIZES = { color: 192, outline: 32 };

/** Draws `color.png` and `outline.png` from the drawings beside them: `node deploy/teams/draw-icons.mjs [path of a Chromium]`. */
const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  for (const [name, size] of Object.entries(SIZES)) await draw(name, size);
} finally {
  await browser.close();
}

async function draw(name, size) {
  const drawing = await readFile(join(folder, `${name}.svg`));
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<body style="margin:0"><div style="height:${size}px">${drawing}</div></body>`);
  const picture = await page.screenshot({ omitBackground: true });
  await writeFile(join(folder, `${name}.png`), signPng(picture, createHash('sha256').update(drawing).digest('hex')));
}
