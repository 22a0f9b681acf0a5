/** Hears of trouble that the person is told about in other ways, for the log. */
export type ErrorReporter = (trouble: Error) => void;
