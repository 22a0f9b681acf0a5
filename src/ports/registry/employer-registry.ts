import type { Claim } from '../../domain/claim/claim';
import type { EmployerRecord } from '../../domain/employer/employer';

export interface EmployerRegistry {
  /**
   * The one record that matches person, RUC and branch together; nothing when any of the three differs.
   * One look-up of the whole triple, so that neither answer nor time tells which one was wrong.
   * @throws Unavailable
   */
  find(claim: Claim): Promise<EmployerRecord | undefined>;
}
