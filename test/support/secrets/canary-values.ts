import { demoAccessKey, type DemoEmployer } from '../../../src/adapters/memory/demo-employers';
import type { Branch } from '../../../src/domain/claim/branch';
import type { Cedula } from '../../../src/domain/claim/cedula';
import type { Ruc } from '../../../src/domain/claim/ruc';

/** Constructed values that occur nowhere else, so that each occurrence comes from the person. */
export const canaryValues = {
  cedula: '2459999856',
  ruc: '1799999958001',
  branch: '7351',
  mailbox: 'canario.buzon@canario-correo.example',
  legalName: 'Canario Amarillo Compañía Limitada',
  conversation: 'canario-conversacion-5b1d',
  user: 'canario-persona-88ac',
  userName: 'Canario Pérez',
  newKey: 'canario tibio mueve 4 faroles',
  weakKey: 'canarioclave',
  sentence: 'canario cantó ayer',
  databasePassword: 'canario-postgres-pw',
  redisPassword: 'canario-redis-pw',
  appHeader: 'canario-authorization',
  address: '203.0.113.77',
} as const;

export const canaryEmployer: DemoEmployer = {
  claim: {
    document: { kind: 'cedula', number: canaryValues.cedula as Cedula },
    ruc: canaryValues.ruc as Ruc,
    branch: canaryValues.branch as Branch,
  },
  legalName: canaryValues.legalName,
  mailbox: canaryValues.mailbox,
  rucState: 'active',
  key: 'issued',
  shows: 'canary',
};

/** Returns which of these values, or of the service's secrets for the person, occur in a text. */
export function canariesIn(text: string, ...secrets: readonly string[]): string[] {
  const values = [...Object.values(canaryValues), demoAccessKey.expose(), ...secrets].filter(
    (value) => value !== canaryValues.branch,
  );
  const codesWithSpace = secrets
    .filter((value) => /^\d{6}$/.test(value))
    .map((code) => `${code.slice(0, 3)} ${code.slice(3)}`);
  const lowerCaseText = text.toLowerCase();
  return [...values, ...codesWithSpace].filter((value) => lowerCaseText.includes(value.toLowerCase()));
}
