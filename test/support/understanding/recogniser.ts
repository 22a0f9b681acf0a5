import { createRecogniser } from '../../../src/understanding/recogniser';

/** The recogniser of the product. */
export const recogniser = createRecogniser();
