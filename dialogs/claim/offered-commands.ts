import { askAgain, applyClaimCommand, type ClaimQuestion, type ClaimResult } from './claim-commands';
import type { Command } from '../input/commands';
import type { ClaimDraft, OfferedCommand } from './draft';

const QUESTIONS = {
  domestic: 'claim.offer.domestic',
  foreigner: 'claim.offer.foreigner',
  'in-person': 'claim.offer.in-person',
  'no-mailbox-access': 'claim.offer.in-person',
} as const satisfies Readonly<Record<OfferedCommand, string>>;

/** Asks whether a command that a sentence seems to ask for is to be applied. The question names what the command does. */
export const offerCommand = (draft: ClaimDraft, command: OfferedCommand) => ({
  draft: { ...draft, offeredCommand: command },
  remark: { key: QUESTIONS[command], choices: ['yes', 'no'] as const },
});

/** Applies the reply to an offered command. Returns `undefined` when none was offered or the reply is neither yes nor no. */
export function applyReplyToOffer(
  { offeredCommand, ...draft }: ClaimDraft,
  question: ClaimQuestion,
  reply: Command | undefined,
): ClaimResult | undefined {
  if (offeredCommand === undefined) return undefined;
  if (reply === 'no') return askAgain({ draft });
  return reply === 'yes' ? applyClaimCommand(draft, question, offeredCommand) : undefined;
}
