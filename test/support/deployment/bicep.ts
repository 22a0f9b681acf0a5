import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface BicepFile {
  readonly path: string;
  /** The positions and texts of syntax errors. */
  readonly errors: readonly string[];
  readonly params: readonly {
    readonly name: string;
    readonly isSecure: boolean;
    readonly hasDefault: boolean;
    /** The lowest allowed value, 0 when there is none. */
    readonly lowest: number;
  }[];
  readonly variables: readonly string[];
  readonly modules: readonly {
    readonly name: string;
    readonly path: string;
    readonly params: readonly { readonly name: string; readonly value: string }[];
  }[];
  readonly resources: readonly {
    readonly name: string;
    readonly type: string;
    readonly version: string;
    readonly isExisting: boolean;
    readonly text: string;
  }[];
  readonly outputs: readonly { readonly name: string; readonly text: string }[];
  readonly strings: readonly string[];
  /** Every referenced name, functions included. */
  readonly uses: readonly string[];
  /** Names of loop and lambda variables. */
  readonly ownNames: readonly string[];
}

export const readBicep = (paths: readonly string[]): readonly BicepFile[] =>
  JSON.parse(
    execFileSync(process.execPath, ['test/support/deployment/read-bicep.mjs', ...paths], { encoding: 'utf8' }),
  ) as BicepFile[];

export const BICEP_MODULES = 'deploy/modules';

/** Reads every Bicep file of the project. */
export const readAllBicep = (): readonly BicepFile[] =>
  readBicep(['deploy/main.bicep', ...readdirSync(BICEP_MODULES).map((name) => join(BICEP_MODULES, name))]);
