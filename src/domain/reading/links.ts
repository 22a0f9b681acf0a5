/**
 * Links between angle brackets, as Slack and mail programs write them: `<https://…|label>`, `<tel:…>`. Slack describes the form under
 * "Formatting text for app surfaces".
 */
const LINK = /<((?:[a-z][a-z\d+.-]*:\/\/|mailto:|tel:|sms:)[^<>|]*)(?:\|([^<>]+))?\|?>/gi;

/** Replaces each link by what it shows, since its target may hold the same number a second time. */
export function withoutLinks(text: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const { 0: link, 1: target = '', 2: label, index } of text.matchAll(LINK)) {
    const before = text.slice(end, index);
    parts.push(before, label ?? shownTarget(target, before));
    end = index + link.length;
  }
  return [...parts, text.slice(end)].join('');
}

const NUMBER_TARGET = /^(?:tel|sms):/i;

/** Returns the target without its scheme; '' when the text before the link already shows it, as in `1710034065<tel:1710034065>`. */
function shownTarget(target: string, before: string): string {
  if (/\d$/.test(before) && NUMBER_TARGET.test(target)) return '';
  const shown = target.replace(/^(?:mailto|tel|sms):/i, '');
  if (withoutSeparators(before).endsWith(withoutSeparators(shown))) return '';
  return /\S$/.test(before) ? ` ${shown}` : shown;
}

const withoutSeparators = (text: string): string => text.replace(/[\s().-]/g, '').toLowerCase();
