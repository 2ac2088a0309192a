import type { Access } from '../access.ts';

/** One Lambda function, as the deployed stacks and the local stack build it. */
export type FunctionDefinition = Access & {
  /** The file that exports `handler`. */
  readonly entry: string;
  /** `METHOD /path/{parameter}`, as API Gateway writes it: the keys of the area's contract. */
  readonly routes: readonly string[];
  /** Limit of the minified bundle (1 KB = 1,000 bytes). */
  readonly bundleLimitKB: number;
};

/** The routes of a contract, typed by its keys. The filter keeps every key; it only narrows the type. */
export const routesOf = <C extends object>(contract: C): readonly (keyof C & string)[] =>
  Object.keys(contract).filter((key): key is keyof C & string => key in contract);
