import type { Measurement } from '../../src/ports/monitoring/measurements';
import { createBotHarness } from '../support/bot/bot-harness';
import { createRecordingMetrics } from '../support/recovery/recording-metrics';

function createMeasuredBot() {
  const { metrics, recorded } = createRecordingMetrics();
  const harness = createBotHarness({ metrics });
  const isTurn = (measurement: Measurement) => measurement.measured === 'turn';
  /** Formats each turn as `occasion step outcome`. */
  const turns = () => recorded.filter(isTurn).map(({ occasion, outcome, step }) => `${occasion} ${step} ${outcome}`);
  const misses = () => recorded.filter(({ measured }) => measured === 'miss');
  return { ...harness, misses, turns };
}

describe('turn metrics', () => {
  it('the metrics name the dialog step at the start of the turn', async () => {
    const { post, say, turns } = createMeasuredBot();
    await post({ type: 'conversationUpdate', membersAdded: [{ id: 'p' }, { id: 'b' }] });
    await say('recuperar', '1710034065', '1799999915001');
    expect(turns()).toEqual([
      'arrival start answered',
      'message root:enter answered',
      'message recovery:askDocument answered',
      'message recovery:askRuc answered',
    ]);
  });

  it('the metrics count a repeated activity as duplicate, and a message of another person as ignored', async () => {
    const { post, turns } = createMeasuredBot();
    await post({ id: 'same', text: 'recuperar' });
    await post({ id: 'same', text: 'recuperar' });
    await post({ from: { id: 'somebody else' }, text: '1710034065' });
    expect(turns()).toEqual([
      'message start answered',
      'message unread duplicate',
      'message recovery:askDocument ignored',
    ]);
  });

  it('the metrics count messages over the rate limit as too fast', async () => {
    const { say, turns } = createMeasuredBot();
    await say(...Array.from({ length: 30 }, () => 'hola'));
    expect(turns().at(-1)).toBe('message unread too-fast');
  });

  it('the metrics count an outage as unavailable and a bug as failed', async () => {
    const { say, tamper, turns, backend } = createMeasuredBot();
    await say('1710034065, RUC 1799999915001, sucursal 1');
    backend.down.add('employer-registry');
    await say('sí');
    expect(turns().at(-1)).toBe('message recovery:review unavailable');
    await tamper((stored) => stored.replace('"id":"answer"', '"id":"none"'));
    await say('sí');
    expect(turns().at(-1)).toMatch(/failed$/);
  });

  it('the metrics count a message that was not understood by prompt and nearest intent, with no word of it', async () => {
    const { misses, say } = createMeasuredBot();
    await say('recuperar', 'fnordiwug blenkiq');
    expect(misses()).toEqual([
      {
        measured: 'miss',
        prompt: 'document',
        nearest: expect.stringMatching(/^[a-z-]+$/) as string,
        confidence: 'none',
      },
    ]);
    expect(JSON.stringify(misses())).not.toMatch(/fnordiwug|blenkiq/);
  });
});
