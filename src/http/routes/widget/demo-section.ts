import type { Translate, MessageKey } from '../../../i18n/translate';
import { fillPageTemplate } from '../web-files/page-template';

/** An invented employer for testers to try. */
export interface DemoEmployerRow {
  readonly document: string;
  readonly ruc: string;
  readonly branch: string;
  /** The case that this employer demonstrates. */
  readonly shows: string;
}

export interface DemoSection {
  readonly employers: readonly DemoEmployerRow[];
  /** Whether mail goes to the local mailbox at `/buzon`. */
  readonly mailbox: 'local' | 'elsewhere';
}

// On narrow screens the style changes `display`, which removes the table's semantics; the roles restore them.
const SECTION = `<section class="try" aria-labelledby="try">
  <h2 id="try">{{page.demo.try}}</h2>
  <p>{{page.demo.try.text}}</p>
  {{{mailbox}}}
  <table role="table" aria-labelledby="try">
    <thead role="rowgroup"><tr role="row">{{{heads}}}</tr></thead>
    <tbody role="rowgroup">{{{rows}}}</tbody>
  </table>
  <p class="copied" role="status" id="copied" data-failure="{{page.demo.try.not-copied}}"></p>
</section>`;

const MAILBOX = `<p>{{page.demo.try.mailbox.text}}
  <a href="/buzon" target="_blank" rel="noopener">{{page.demo.try.mailbox}}</a></p>`;

const HEAD = '<th role="columnheader" scope="col">{{label}}</th>';
const ROW = '<tr role="row">{{{cells}}}</tr>';
const SHOWS = '<td role="cell" class="description">{{value}}</td>';
const NUMBER = `<td role="cell" data-label="{{label}}"><span class="number"><code>{{value}}</code>
  <button type="button" class="copy" data-copy="{{value}}" data-done="{{done}}" aria-label="{{copy}}" hidden>
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 9h11v11H9z M5 15H4V4h11v1" /></svg>
  </button></span></td>`;

const LABELS = {
  document: 'page.demo.try.document',
  ruc: 'page.demo.try.ruc',
  branch: 'page.demo.try.branch',
  shows: 'page.demo.try.shows',
} as const satisfies Record<keyof DemoEmployerRow, MessageKey>;

/** Returns the section for testers: the invented employers, and where to read the mails. */
export function demoSection({ employers, mailbox }: DemoSection, copy: Translate): string {
  const number = (employer: DemoEmployerRow, column: 'document' | 'ruc' | 'branch') => {
    const value = employer[column];
    return fillPageTemplate(NUMBER, {
      value,
      label: copy(LABELS[column]),
      copy: copy('page.demo.try.copy', { number: value }),
      done: copy('page.demo.try.copied', { number: value }),
    });
  };
  const row = (employer: DemoEmployerRow) => {
    const numbers = (['document', 'ruc', 'branch'] as const).map((column) => number(employer, column));
    return fillPageTemplate(ROW, { cells: [...numbers, fillPageTemplate(SHOWS, { value: employer.shows })].join('') });
  };
  const text = (...keys: readonly MessageKey[]) => Object.fromEntries(keys.map((key) => [key, copy(key)]));

  return fillPageTemplate(SECTION, {
    ...text('page.demo.try', 'page.demo.try.text', 'page.demo.try.not-copied'),
    mailbox:
      mailbox === 'local' ? fillPageTemplate(MAILBOX, text('page.demo.try.mailbox', 'page.demo.try.mailbox.text')) : '',
    heads: Object.values(LABELS)
      .map((key) => fillPageTemplate(HEAD, { label: copy(key) }))
      .join(''),
    rows: employers.map(row).join(''),
  });
}
