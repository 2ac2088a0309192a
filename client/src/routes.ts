import type * as z from 'zod';
import type { Routes as Contracts } from '../../functions/gateway/api/contracts.ts';
import type { PathParameter } from '../../functions/shared/http/route-contract.ts';

/*
 * The request and the answer of each route, inferred from the contracts. The built package has these types written out
 * (client/write-types.ts), so that its users need neither this repository nor zod.
 */

/** `unknown`, in these four types, adds nothing to the request that they are parts of. */
type Path<Key extends string> = [PathParameter<Key>] extends [never]
  ? unknown
  : { readonly path: Readonly<Record<PathParameter<Key>, string>> };

type Body<Contract> = Contract extends { readonly body: z.ZodType }
  ? { readonly body: z.input<Contract['body']> }
  : unknown;

type Query<Contract> = Contract extends { readonly query: z.ZodType }
  ? { readonly query?: z.input<Contract['query']> }
  : unknown;

type IfMatch<Contract> = Contract extends { readonly ifMatch: true } ? { readonly ifMatch: number } : unknown;

type Answer<Contract> = Contract extends { readonly answers: infer Answers }
  ? {
      [Status in keyof Answers]: Answers[Status] extends z.ZodType ? z.output<Answers[Status]> : never;
    }[keyof Answers]
  : never;

/** Every route by its key, `METHOD /path/{parameter}`. */
export type Routes = {
  [Key in keyof Contracts & string]: {
    request: Path<Key> & Body<Contracts[Key]> & Query<Contracts[Key]> & IfMatch<Contracts[Key]>;
    answer: Answer<Contracts[Key]>;
  };
};
