import type { Claim } from '../../domain/claim/claim';
import type { EmployerRecord } from '../../domain/employer/employer';

export interface EmployerRegistry {
  /**
   * Returns the record that matches ID, RUC and branch, or undefined when any of the three differs. Looks them up together, so that neither
   * the result nor the response time reveals which one was wrong.
   * @throws Unavailable
   */
  find(claim: Claim): Promise<EmployerRecord | undefined>;
}
