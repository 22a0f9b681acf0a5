import { findElement } from '../find-element';
import type { RunningSession } from './reset-api';

/** Shows whose key is set, and names the account to password managers, which would otherwise store the key without a name. */
export function showEmployer({ branch, name, ruc }: RunningSession): void {
  const nameElement = findElement('#name', HTMLElement);
  nameElement.textContent = name ?? '';
  findElement('#name-row', HTMLElement).hidden = name === undefined;
  findElement('#ruc', HTMLElement).textContent = ruc;
  findElement('#branch', HTMLElement).textContent = branch;
  findElement('#username', HTMLInputElement).value = `${ruc}-${branch}`;
}
