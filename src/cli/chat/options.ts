import { parseArgs } from 'node:util';
import type { Locale } from '../../domain/locale';
import { ChatError } from './chat-error';

export interface ChatCommandOptions {
  /** Without a trailing slash. */
  readonly url: string;
  readonly locale: Locale;
  /** The file of a transcript to play; absent for interactive use. */
  readonly script?: string;
}

const USAGE = 'npm run chat -- [--url https://host] [--lang es|en] [--script file]';

/** @throws ChatError with the usage */
export function parseOptions(args: readonly string[]): ChatCommandOptions {
  const { lang, script, url } = valuesOf(args);
  const locale = LOCALES[lang];
  if (locale === undefined) throw new ChatError(`--lang is es or en.\n${USAGE}`);
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new ChatError(`--url is an http or https address.\n${USAGE}`);
  return { url: url.replace(/\/+$/, ''), locale, ...(script !== undefined && { script }) };
}

const LOCALES: Readonly<Record<string, Locale>> = { es: 'es-EC', en: 'en' };

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: { type: 'string', default: 'http://localhost:3978' },
        lang: { type: 'string', default: 'es' },
        script: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new ChatError(`${error instanceof Error ? error.message : 'That is no option.'}\n${USAGE}`);
  }
}
