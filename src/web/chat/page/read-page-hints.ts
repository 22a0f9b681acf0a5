import type { PageHints } from '../../../bot/api/page-hints';
import type { ExpectedAnswer } from '../../../domain/expected-answer';
import type { Countdown } from '../../../domain/recovery/countdown';
import type { WebChatActivity } from '../web-chat/web-chat';

/** Returns the hints for the page in the bot's message, or undefined when it carries none. */
export function readPageHints({ channelData }: WebChatActivity): PageHints | undefined {
  const hints = isRecord(channelData) ? channelData['recovery'] : undefined;
  if (!isRecord(hints)) return undefined;
  const { countdown } = hints;
  const expects = EXPECTED_INPUTS.find((each) => each === hints['expects']) ?? 'text';
  const asks = EXPECTED_ANSWERS.find((each) => each === hints['asks']);
  return {
    expects,
    ...(asks && { asks }),
    ...((countdown === null || isCountdown(countdown)) && { countdown }),
  };
}

const EXPECTED_ANSWERS: readonly ExpectedAnswer[] = ['cedula', 'foreigner-code', 'ruc', 'branch', 'code'];
const EXPECTED_INPUTS = ['text', 'number', 'code'] as const;
const COUNTDOWNS: readonly unknown[] = ['code', 'link', 'page'];

const isCountdown = (value: unknown): value is Countdown =>
  isRecord(value) && COUNTDOWNS.includes(value['of']) && typeof value['endsAt'] === 'number';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
