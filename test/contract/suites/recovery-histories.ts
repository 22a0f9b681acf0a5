import { masterNodes, type RedisClient } from '../../../src/adapters/redis/client';
import fc from 'fast-check';
import type { DemoEmployer } from '../../../src/adapters/memory/demo-employers';
import type { Branch } from '../../../src/domain/claim/branch';
import type { Cedula } from '../../../src/domain/claim/cedula';
import type { Claim } from '../../../src/domain/claim/claim';
import type { Ruc } from '../../../src/domain/claim/ruc';
import { createSimulatedPeople, randomHistory, type SimulatedAction } from '../../support/recovery/random-histories';
import { describeOnRedis } from '../../support/redis/describe-on-redis';
import { createSimulation } from '../../support/recovery/simulation';
import {
  expectKeyInvariants,
  expectMailLimits,
  createStageInvariants,
} from '../../support/recovery/history-invariants';

const claim = (document: string, ruc: string, branch = '0001'): Claim => ({
  document: { kind: 'cedula', number: document as Cedula },
  ruc: ruc as Ruc,
  branch: branch as Branch,
});

const employer = (of: Claim, mailbox: string): DemoEmployer => ({
  claim: of,
  legalName: 'Empresa de Prueba',
  mailbox,
  rucState: 'active',
  key: 'issued',
  shows: '',
});

/** Two employers with one mailbox, and a third with its own. */
const employers = [
  employer(claim('1710034065', '1799999915001'), 'shared@example.com'),
  employer(claim('1710034065', '1799999942001'), 'shared@example.com'),
  employer(claim('2459999013', '2459999013001'), 'own@example.com'),
];
/** Claims of these employers, and two that match none. */
const claims = [
  ...employers.map((one) => one.claim),
  claim('2459999013', '1799999915001'),
  claim('2459999021', '1799999915001', '0002'),
];

/** The number of histories to run on each kind of Redis. */
export interface HistoryRuns {
  readonly server: number;
  readonly cluster: number;
}

/** Checks the invariants of recovery on random histories of actions, delays and failures. */
export function describeHistories(runs: HistoryRuns): void {
  describeOnRedis((name, redis) => {
    describeOn(name, redis, runs[name]);
  });
}

function describeOn(name: string, redis: () => RedisClient, numRuns: number): void {
  describe(`recovery invariants over random histories on a Redis ${name}`, () => {
    const seen = { changes: 0, deaths: 0 };

    async function live(steps: readonly (readonly SimulatedAction[])[]): Promise<void> {
      await Promise.all(masterNodes(redis()).map((master) => master.flushall()));
      const simulation = createSimulation(redis(), employers);
      const people = createSimulatedPeople(simulation, claims);
      const checkStages = createStageInvariants(simulation);
      let process = simulation.startProcess();
      let deaths = 0;

      for (const step of steps) {
        await Promise.race([process.crashed, people.actTogether(process, step)]);
        if (process.hasCrashed()) {
          deaths += 1;
          process = simulation.startProcess();
        }
        await expectKeyInvariants(simulation, people);
        await checkStages(people.recoveries());
      }
      expect(people.violations).toEqual([]);
      expectMailLimits(simulation, deaths);
      seen.changes += simulation.changed.length;
      seen.deaths += deaths;
    }

    it('no key changes without a right code, no link works twice, no mail exceeds a limit, no state goes back', async () => {
      // Shrinking would take hours on a real Redis; the reported seed reproduces the same history.
      await fc.assert(fc.asyncProperty(randomHistory, live), { numRuns, endOnFailure: true });
      // A run in which nothing happened would prove nothing.
      expect(seen.changes).toBeGreaterThan(numRuns / 10);
      expect(seen.deaths).toBeGreaterThan(numRuns / 2);
    }, 600_000);
  });
}
