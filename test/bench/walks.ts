/** What a person says in one conversation, and how many messages the bot must answer each with. */
export type Walk = readonly Saying[];

export interface Saying {
  readonly text: string;
  readonly replies: number;
}

/** Eight turns in every conversation, so that their costs compare. */
const TURNS = 8;

const repeat = (sayings: Walk): Walk =>
  Array.from({ length: TURNS }, (_, turn) => sayings[turn % sayings.length]).filter((saying) => saying !== undefined);

/** Nothing answers but the HTTP server itself. */
export const silentWalk: Walk = repeat([{ text: 'hola', replies: 0 }]);

export const echoWalk: Walk = repeat([{ text: 'hola', replies: 1 }]);

/** Starts the waterfall and answers its three prompts, twice. */
export const waterfallWalk: Walk = repeat([
  { text: 'hola', replies: 1 },
  { text: '1710034065', replies: 1 },
  { text: '1799999915001', replies: 1 },
  { text: '0001', replies: 1 },
]);

/** The claim, corrected twice. Without a "sí" no recovery begins and no mail is made. */
export const claimWalk: Walk = [
  // The greeting, and the first question.
  { text: 'recuperar', replies: 2 },
  { text: '1710034065', replies: 1 },
  { text: '1799999915001', replies: 1 },
  { text: '0001', replies: 1 },
  { text: 'corregir el ruc', replies: 1 },
  { text: '1799999923001', replies: 1 },
  { text: 'corregir la sucursal', replies: 1 },
  { text: '0002', replies: 1 },
];
