import { FEED_START, type Watermark } from '../../../ports/chat/activity-feed';

export const DIRECT_LINE_ROOT = '/v3/directline';

export interface StreamAddress {
  readonly conversation: string;
  readonly watermark: Watermark;
  /** Valid only for opening a stream, because URLs end up in logs. */
  readonly token: string;
}

/** Returns the URL at which a client opens its stream. Built from the public URL alone, because a request's Host header can be forged. */
export function streamUrl(publicUrl: string, { conversation, watermark, token }: StreamAddress): string {
  const query = new URLSearchParams({ watermark, t: token });
  return `${publicUrl.replace(/^http/, 'ws')}${DIRECT_LINE_ROOT}/conversations/${encodeURIComponent(conversation)}/stream?${query}`;
}

/** Returns undefined for any other URL, and for one that cannot be parsed. */
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

/** Returns the start of the feed for a text that is no watermark, and for `0`, which clients of Azure use for the start. */
export function readWatermark(query: URLSearchParams): Watermark {
  const given = query.get('watermark') ?? '';
  return given === '0' || given.length > MAX_WATERMARK_LENGTH ? FEED_START : (given as Watermark);
}

const STREAM_PATH = new RegExp(`^${DIRECT_LINE_ROOT}/conversations/([^/]+)/stream$`);
const MAX_WATERMARK_LENGTH = 64;
