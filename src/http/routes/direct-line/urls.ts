import { FEED_START, type Watermark } from '../../../ports/chat/activity-feed';

export const DIRECT_LINE_ROOT = '/v3/directline';

export interface StreamAddress {
  readonly conversation: string;
  readonly watermark: Watermark;
  /** For listening: it stands in an address, and those end up in places. */
  readonly token: string;
}

/** Where a client opens its stream. Built from our public address alone: what the request says of its host is not believed. */
export function streamUrl(publicUrl: string, { conversation, watermark, token }: StreamAddress): string {
  const query = new URLSearchParams({ watermark, t: token });
  return `${publicUrl.replace(/^http/, 'ws')}${DIRECT_LINE_ROOT}/conversations/${encodeURIComponent(conversation)}/stream?${query}`;
}

/** Nothing for any other address, also one that cannot be read. */
export function parseStreamUrl(url: string): StreamAddress | undefined {
  if (!URL.canParse(url, 'http://localhost')) return undefined;
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const encoded = STREAM_PATH.exec(pathname)?.[1];
  if (encoded === undefined) return undefined;
  try {
    const conversation = decodeURIComponent(encoded);
    return { conversation, watermark: readWatermark(searchParams), token: searchParams.get('t') ?? '' };
  } catch {
    return undefined;
  }
}

/** Any text may stand there; one that no feed gave out reads as the start, which clients of Azure call 0. */
export function readWatermark(query: URLSearchParams): Watermark {
  const given = query.get('watermark') ?? '';
  return given === '0' || given.length > LONGEST_WATERMARK ? FEED_START : (given as Watermark);
}

const STREAM_PATH = new RegExp(`^${DIRECT_LINE_ROOT}/conversations/([^/]+)/stream$`);
const LONGEST_WATERMARK = 64;
