/** The questions at which a sentence may arrive. `foreigner` asks for the foreigner's code instead of the cédula; `done` follows success. */
export const PROMPTS = ['menu', 'document', 'foreigner', 'ruc', 'branch', 'review', 'code', 'link', 'done'] as const;

export type Prompt = (typeof PROMPTS)[number];
