import { QuoteType, Tokenizer } from 'htmlparser2';

/** Whether this mention is that of the bot: by the name it shows, and by its place among all mentions. */
export type IsBotMention = (name: string, place: number) => boolean;

/**
 * Returns the text that a message shows: without tags, with character references decoded once, and with a line end where a browser would
 * begin a line. Quoted messages and mentions of the bot are left out. A `<` that begins no markup was typed and stays. So does a tag that
 * no program would write, such as `<RUC 1799>`, because it may hold an answer.
 */
export function textOfMarkup(source: string, isBotMention: IsBotMention): string {
  const reader = new MarkupReader(source, isBotMention);
  const tokenizer = new Tokenizer({ decodeEntities: true }, reader);
  tokenizer.write(source);
  tokenizer.end();
  return reader.finish();
}

/**
 * Names of elements, also with a prefix such as Outlook's `o:p`. An address such as `<ana@example.org>` is none. Of all names only those of
 * headings have a digit: `<EXT204518>` and `<ruc-1799999915001>` were typed.
 */
const ELEMENT_NAME = /^(?:h[1-6]|[a-z]+(?:[-:][a-z]+)*)$/;

/** What begins a document. The tokenizer also reports what a person may type, such as `<?1799>`. */
const DECLARATION = /^(?:[!?]?(?:doctype|xml)\s|\[(?:if|endif)\b)/i;

/** What a reply quotes, in HTML and in Teams, and what browsers do not show. */
const HIDDEN: ReadonlySet<string> = new Set(['attachment', 'blockquote', 'quoted', 'script', 'style', 'title']);

const MENTION = 'at';
/** A mention with more parts than this between its tags is no name. Bounds the work for nested tags. */
const MAX_NAME_PARTS = 16;

/** What browsers show on lines of its own. */
const BLOCKS: ReadonlySet<string> = new Set([
  ...['blockquote', 'br', 'dd', 'div', 'dl', 'dt', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header'],
  ...['hr', 'li', 'ol', 'p', 'pre', 'section', 'table', 'tr', 'ul'],
]);

/** Collects the text from what the tokenizer reports. Each report is handled in constant time, however deep elements are nested. */
class MarkupReader {
  readonly #parts: string[] = [];
  /** For each name, how many parts preceded the elements that are open. */
  readonly #open = new Map<string, number[]>();
  /** Everything before this index has been handled. */
  #index = 0;
  #mentions = 0;
  #tag = { start: 0, name: '', attributes: 0, values: 0, isTyped: false };

  constructor(
    private readonly source: string,
    private readonly isBotMention: IsBotMention,
  ) {}

  /** Adds what the tokenizer drops: a tag that does not end was typed. */
  finish(): string {
    return this.#parts.join('') + this.source.slice(this.#index);
  }

  /** Begins where the last report ended, because the tokenizer drops the begin of a tag that the text ends in. */
  ontext = (_start: number, end: number): void => {
    this.#parts.push(this.source.slice(this.#index, end));
    this.#index = end;
  };

  /** References without a semicolon, as in `Pan&para`, were typed. */
  ontextentity = (codePoint: number, end: number): void => {
    const isReference = this.source[end - 1] === ';';
    this.#parts.push(isReference ? String.fromCodePoint(codePoint) : this.source.slice(this.#index, end));
    this.#index = end;
  };

  oncdata = (start: number, end: number, offset: number): void => {
    this.#index = start;
    this.ontext(start, end - offset);
    this.#index = end + 1;
  };

  onopentagname = (start: number, end: number): void => {
    this.#tag = {
      start: start - 1,
      name: this.source.slice(start, end).toLowerCase(),
      attributes: 0,
      values: 0,
      isTyped: false,
    };
  };

  onattribname = (start: number): void => {
    if (!/[a-z_:@]/i.test(this.source.charAt(start))) this.#tag.isTyped = true;
  };

  onattribend = (quote: QuoteType): void => {
    this.#tag.attributes += 1;
    if (quote !== QuoteType.NoValue) this.#tag.values += 1;
  };

  onopentagend = (end: number): void => {
    const { attributes, isTyped, name, start, values } = this.#tag;
    if (isTyped || !ELEMENT_NAME.test(name) || (attributes > 0 && values === 0)) this.ontext(start, end + 1);
    else this.#beginElement(name);
    this.#index = end + 1;
  };

  /** An empty element has no text, so it leaves nothing but its line end. */
  onselfclosingtag = (end: number): void => {
    this.onopentagend(end);
    this.#open.get(this.#tag.name)?.pop();
  };

  onclosetag = (start: number, end: number): void => {
    const name = this.source.slice(start, end).toLowerCase();
    const closed = this.source.indexOf('>', end);
    if (closed === -1) return;
    if (this.source.slice(end, closed).trim() !== '') {
      this.ontext(start, closed + 1);
      return;
    }
    this.#index = closed + 1;
    const first = this.#open.get(name)?.pop();
    if (first !== undefined && this.#isLeftOut(name, first)) this.#parts.length = Math.min(first, this.#parts.length);
    this.#breakLine(name);
  };

  /** The tokenizer reports `</3 … >`, and a comment that does not end, with the offset 0. */
  oncomment = (start: number, end: number, offset: number): void => {
    if (offset === 0) this.ontext(start, Math.min(end + 1, this.source.length));
    this.#index = end + 1;
  };

  ondeclaration = (start: number, end: number): void => {
    if (!DECLARATION.test(this.source.slice(start, end))) this.ontext(start, end + 1);
    this.#index = end + 1;
  };

  onprocessinginstruction = this.ondeclaration;
  onattribdata = ignore;
  onattribentity = ignore;
  onend = ignore;

  #beginElement(name: string): void {
    this.#breakLine(name);
    if (name === 'td' || name === 'th') this.#parts.push(' ');
    if (name !== MENTION && !HIDDEN.has(name)) return;
    const starts = this.#open.get(name) ?? [];
    this.#open.set(name, starts);
    starts.push(this.#parts.length);
  }

  #breakLine(name: string): void {
    if (BLOCKS.has(name) && this.#parts.at(-1)?.endsWith('\n') === false) this.#parts.push('\n');
  }

  #isLeftOut(name: string, first: number): boolean {
    if (name !== MENTION) return true;
    const isName = this.#parts.length - first <= MAX_NAME_PARTS;
    const place = this.#mentions;
    this.#mentions += 1;
    return isName && this.isBotMention(this.#parts.slice(first).join('').trim(), place);
  }
}

function ignore(): void {
  // Attributes decide nothing.
}
