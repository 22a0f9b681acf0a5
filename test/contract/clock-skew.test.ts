import { masterNodes } from '../../src/adapters/redis/client';
import { demoEmployers } from '../../src/adapters/memory/demo-employers';
import type { AccessKey } from '../../src/domain/employer/access-key';
import type { OneTimeCode } from '../../src/domain/recovery/one-time-code';
import type { LinkToken } from '../../src/domain/recovery/reset-link';
import { Sensitive } from '../../src/domain/sensitive';
import { MINUTE, SECOND } from '../../src/domain/time';
import type { RecoveryStage } from '../../src/domain/recovery/stage';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { codeInText, linkInText } from '../support/http/running-service';
import { createSimulation } from '../support/recovery/simulation';
import { demoClaim } from '../support/recovery/in-memory-recovery';

const claim = demoClaim('empresa privada');

/** Parses the minute printed in a mail as the nearest such instant in Guayaquil. */
function printedEnd(text: string, near: number): number {
  const [, hour = '', minutes = '', half = ''] = /(\d{1,2}):(\d\d)\s([ap])/.exec(text) ?? [];
  const hours = String((Number(hour) % 12) + (half === 'p' ? 12 : 0)).padStart(2, '0');
  const day = new Date(near - 5 * 60 * MINUTE).toISOString().slice(0, 10);
  const end = Date.parse(`${day}T${hours}:${minutes}:00-05:00`);
  return end < near - 12 * 60 * MINUTE ? end + 24 * 60 * MINUTE : end;
}

describeOnRedis((name, redis) => {
  describe.each([-10 * MINUTE, 10 * MINUTE])(`Redis ${name} and a process whose clock is wrong by %i ms`, (skew) => {
    async function begin() {
      await Promise.all(masterNodes(redis()).map((master) => master.flushall()));
      const simulation = createSimulation(redis(), demoEmployers, skew);
      const process = simulation.startProcess();
      const outcome = await process.chat.begin(claim, simulation.requesterOf(0));
      if (outcome.kind !== 'begun') throw new Error(outcome.kind);
      await simulation.work(process.deliver);
      const id = outcome.recovery;
      const newest = () => simulation.sent.at(-1)?.text ?? '';
      const readStage = async () => (await simulation.store.find(id))?.stage as RecoveryStage & { endsAt: number };
      return { simulation, process, id, newest, readStage };
    }

    it('the mail states the end of the lifetime by the clock of Redis', async () => {
      const { newest, readStage } = await begin();
      const { endsAt, kind } = await readStage();
      expect(kind).toBe('live');
      expect(endsAt - Date.now()).toBeGreaterThan(175 * SECOND);
      expect(endsAt - Date.now()).toBeLessThanOrEqual(180 * SECOND);
      expect(printedEnd(newest(), endsAt)).toBeLessThanOrEqual(endsAt);
      expect(printedEnd(newest(), endsAt)).toBeGreaterThan(endsAt - MINUTE - 10 * SECOND);
    });

    it('a code and a link are accepted until shortly before three minutes have passed', async () => {
      const { id, newest, process, simulation } = await begin();
      const code = new Sensitive(codeInText(newest()) as OneTimeCode);
      await simulation.passTime(170 * SECOND);
      expect(await process.chat.verifyCode(id, code)).toEqual({ kind: 'verified' });
      await simulation.work(process.deliver);
      const link = new Sensitive(linkInText(newest()).split('#t=')[1] as LinkToken);
      await simulation.passTime(170 * SECOND);
      const opened = await process.page.openLink(link);
      if (opened.kind !== 'opened') throw new Error(opened.kind);
      await simulation.passTime(9 * MINUTE);
      const key = new Sensitive('faro lento bajo nube 81' as AccessKey);
      expect(await process.page.setKey(opened.session, key)).toEqual({ kind: 'changed' });
    });

    it('a code is rejected after three minutes', async () => {
      const { id, newest, process, simulation } = await begin();
      const code = new Sensitive(codeInText(newest()) as OneTimeCode);
      await simulation.passTime(180 * SECOND);
      expect(await process.chat.verifyCode(id, code)).toEqual({ kind: 'expired' });
    });
  });
});
