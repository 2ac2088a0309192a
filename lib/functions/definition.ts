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
