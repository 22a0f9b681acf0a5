import fc from 'fast-check';
import { quotaLimitForCodes, parseMailQuota } from '../../src/domain/mail/mail-quota';
import { DEFAULT_MAIL_RATE } from '../../src/policy/mail';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/time';

const SHAPE = 'each entry is a whole number above 0 and a span of s, min, h or d, such as 30/min';

describe('mail rate', () => {
  it.each([
    ['1/s', [{ most: 1, per: SECOND }]],
    [
      ' 2/s, 30/min ,100/h,1000/d ',
      [
        { most: 2, per: SECOND },
        { most: 30, per: MINUTE },
        { most: 100, per: HOUR },
        { most: 1_000, per: DAY },
      ],
    ],
    ['999999999/d', [{ most: 999_999_999, per: DAY }]],
  ])('reads the mail rate %j', (text, value) => {
    expect(parseMailQuota(text)).toEqual({ ok: true, value });
  });

  it('the mail rate defaults to what a new Azure subscription may send', () => {
    const value = [
      { most: 30, per: MINUTE },
      { most: 100, per: HOUR },
    ];
    expect(parseMailQuota(DEFAULT_MAIL_RATE)).toEqual({ ok: true, value });
  });

  it.each([
    '',
    ' ',
    ',',
    '30/min,',
    '30/min;100/h',
    '30',
    '/min',
    '30/',
    '30/m',
    '30/MIN',
    '30/5min',
    '30 /min',
    '30/ min',
    '0/min',
    '-1/min',
    '+1/min',
    '1.5/min',
    '1e3/min',
    '030/min',
    '1000000000/d',
    '٣/min',
    '30/min 100/h',
    '30/constructor',
  ])('rejects the mail rate %j', (text) => {
    expect(parseMailQuota(text)).toEqual({ ok: false, reason: SHAPE });
  });

  it('the mail rate has one limit for each span', () => {
    expect(parseMailQuota('30/min,100/h,20/min')).toEqual({ ok: false, reason: 'two entries have the same span' });
  });
});

describe('share of codes in a mail limit', () => {
  it.each([
    [30, 20],
    [100, 66],
    [3, 2],
    [2, 1],
    [100_000, 66_666],
  ])('of %i mails, codes may use what a reserved third leaves: %i', (most, left) => {
    expect(quotaLimitForCodes({ most, per: HOUR }, 1 / 3)).toEqual({ most: left, per: HOUR });
  });

  it('the share of codes is at least one mail and at most the limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.double({ min: 0, max: 1, noNaN: true }), (most, reserved) => {
        const codes = quotaLimitForCodes({ most, per: MINUTE }, reserved).most;
        expect(codes).toBeGreaterThanOrEqual(1);
        expect(codes).toBeLessThanOrEqual(most);
      }),
    );
  });
});
