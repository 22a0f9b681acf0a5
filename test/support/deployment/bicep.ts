import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface BicepFile {
  readonly path: string;
  /** Places that are no Bicep. */
  readonly errors: readonly string[];
  readonly params: readonly {
    readonly name: string;
    readonly isSecure: boolean;
    readonly hasDefault: boolean;
    /** The least it may be; 0 when nothing is said. */
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
  /** Every name that is spoken of, functions included. */
  readonly uses: readonly string[];
  /** Names of loops and lambdas. */
  readonly ownNames: readonly string[];
}

export const readBicep = (paths: readonly string[]): readonly BicepFile[] =>
  JSON.parse(
    execFileSync(process.execPath, ['test/support/deployment/read-bicep.mjs', ...paths], { encoding: 'utf8' }),
  ) as BicepFile[];

export const BICEP_MODULES = 'deploy/modules';

/** All of ours. */
export const readAllBicep = (): readonly BicepFile[] =>
  readBicep(['deploy/main.bicep', ...readdirSync(BICEP_MODULES).map((name) => join(BICEP_MODULES, name))]);
