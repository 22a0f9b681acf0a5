import { passedEndOfLife } from '../../src/config/node-release';
import type { Instant } from '../../src/domain/time';

const at = (time: string) => Date.parse(time) as Instant;

describe('end of life of a Node release', () => {
  it('the end of life has passed from the day after the last day', () => {
    expect(passedEndOfLife('v20.19.0', at('2026-04-30T23:59:59Z'))).toBeUndefined();
    expect(passedEndOfLife('v20.19.0', at('2026-05-01T00:00:00Z'))).toBe('2026-04-30');
  });

  it('the end of life is looked up by the major version', () => {
    const now = at('2026-11-30T12:00:00Z');
    expect(passedEndOfLife('v25.2.1', now)).toBe('2026-06-01');
    expect(passedEndOfLife('v24.11.0', now)).toBeUndefined();
  });

  it('the end of life is unknown for a release that is newer than the table', () => {
    expect(passedEndOfLife('v99.0.0', at('2099-01-01T00:00:00Z'))).toBeUndefined();
    expect(passedEndOfLife('nightly', at('2099-01-01T00:00:00Z'))).toBeUndefined();
  });
});
