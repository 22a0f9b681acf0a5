import { DAY, type Instant } from '../domain/time';

/** The last day (UTC) on which each major version of Node gets security fixes: https://github.com/nodejs/Release#release-schedule */
const END_OF_LIFE: Readonly<Record<string, string>> = {
  20: '2026-04-30',
  21: '2024-06-01',
  22: '2027-04-30',
  23: '2025-06-01',
  24: '2028-04-30',
  25: '2026-06-01',
};

/**
 * Returns the end of life (`2026-04-30`) of a release such as `v20.19.0` once it has passed. Returns undefined while the release is
 * supported, and for a release that is newer than the table.
 */
export function passedEndOfLife(release: string, now: Instant): string | undefined {
  const [, major = ''] = /^v?(\d+)\./.exec(release) ?? [];
  const end = END_OF_LIFE[major];
  return end !== undefined && now >= Date.parse(end) + DAY ? end : undefined;
}
