import { escapeHtml } from '../i18n/escape-html';
import type { Block, Letter } from './letter';

/**
 * The HTML part. Inline styles are the light form, which every client keeps; clients that know the dark one take it from
 * the style element. Nothing is fetched, and the only address in it is a button's.
 */
export const layout = (letter: Letter): string => `<!doctype html>
<html lang="${escapeHtml(letter.locale)}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${escapeHtml(letter.subject)}</title>
<style>${DARK}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#eef2f6;color:#1c2833;${FONT}">
<div class="card" role="article" lang="${escapeHtml(letter.locale)}" style="box-sizing:border-box;max-width:560px;margin:0 auto;padding:24px 20px;background:#ffffff">
<p class="brand" style="margin:0 0 20px;padding:0 0 12px;border-bottom:3px solid #0b4f8a;color:#0b4f8a;font-size:14px;line-height:20px;font-weight:bold">${escapeHtml(letter.brand)}</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:28px">${escapeHtml(letter.title)}</h1>
${letter.blocks.map(inHtml).join('\n')}
</div>
</body>
</html>
`;

const FONT = `font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:24px`;

/** Inline styles win over a sheet unless the sheet insists. */
const DARK = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.ground{background:#10161c!important;color:#e9eef3!important}
.card{background:#18212a!important}
.brand{color:#8cc4f5!important;border-color:#8cc4f5!important}
.code{background:#233140!important;color:#ffffff!important}
.button{background:#8cc4f5!important;color:#0c1a27!important}
.note{color:#b9c5d0!important}
}`;

function inHtml(block: Block): string {
  const text = escapeHtml(block.text);
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${text}</p>`;
    case 'code':
      return `<p class="code" style="margin:0 0 16px;padding:16px 8px;border-radius:8px;background:#eaf2fa;color:#0a2c4c;text-align:center;font-size:34px;line-height:40px;font-weight:bold;letter-spacing:3px;white-space:nowrap">${text}</p>`;
    case 'button':
      return `<p style="margin:0 0 16px"><a class="button" href="${escapeHtml(block.href)}" rel="noreferrer" style="display:inline-block;padding:12px 24px;border-radius:8px;background:#0b4f8a;color:#ffffff;font-weight:bold;text-decoration:none">${text}</a></p>`;
    case 'note':
      return `<p class="note" style="margin:0 0 10px;color:#4a5866;font-size:14px;line-height:21px">${text}</p>`;
  }
}
