/** The one answer that a question of the bot asks for. */
export type ExpectedAnswer = 'cedula' | 'foreigner-code' | 'ruc' | 'branch' | 'code';
