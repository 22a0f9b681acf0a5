import { MINUTE } from '../../../domain/time';
import type { Translate, MessageKey } from '../../../i18n/translate';

/** Keys of the texts that the demo page shows to every visitor. */
const KEYS = [
  'page.brand',
  'page.institution',
  'page.key-warning',
  'contact.email',
  'contact.phone',
  'page.demo.title',
  'page.demo.heading',
  'page.demo.lead',
  'page.demo.open',
  'page.demo.no-script',
  'page.demo.requirements',
  'page.demo.requirements.document',
  'page.demo.requirements.ruc',
  'page.demo.requirements.mailbox',
  'page.demo.steps',
  'page.demo.steps.claim',
  'page.demo.steps.code',
  'page.demo.steps.link',
  'page.demo.in-person',
  'page.demo.in-person.text',
  'page.demo.contact',
  'page.demo.contact.email',
  'page.demo.contact.phone',
  'page.demo.embed',
  'page.demo.embed.line',
  'page.demo.embed.origins',
] as const satisfies readonly MessageKey[];

/** @param codeLifetime in ms */
export function demoPageTexts(copy: Translate, codeLifetime: number): Readonly<Record<string, string>> {
  const values = { minutes: codeLifetime / MINUTE };
  return Object.fromEntries(KEYS.map((key) => [key, copy(key, values)]));
}
