import type { PageHints } from '../../../bot/api/page-hints';
import type { Countdown } from '../../../domain/recovery/countdown';
import type { Activity } from '../web-chat/web-chat';

/** What the bot's message tells the page beside its words; nothing for what was not written to this page. */
export function readPageHints({ channelData }: Activity): PageHints | undefined {
  const hints = isRecord(channelData) ? channelData['recovery'] : undefined;
  if (!isRecord(hints)) return undefined;
  const { countdown } = hints;
  const expects = EXPECTED.find((each) => each === hints['expects']) ?? 'text';
  if (countdown === null) return { expects, countdown };
  return isCountdown(countdown) ? { expects, countdown } : { expects };
}

const EXPECTED = ['text', 'number', 'code'] as const;
const RUNNING: readonly unknown[] = ['code', 'link', 'page'];

const isCountdown = (value: unknown): value is Countdown =>
  isRecord(value) && RUNNING.includes(value['of']) && typeof value['endsAt'] === 'number';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
