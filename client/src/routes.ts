import type * as z from 'zod';
import type { Routes as Contracts } from '../../functions/api/contracts.ts';
import type { PathParameter } from '../../functions/http/route-contract.ts';

/*
 * What each route takes and gives, from the contracts. The built package has these types written out instead (client/types.ts),
 * so that whoever installs it needs neither this repository nor zod.
 */

type Path<Key extends string> = [PathParameter<Key>] extends [never]
  ? unknown
  : { readonly path: Readonly<Record<PathParameter<Key>, string>> };

type Body<C> = C extends { readonly body: z.ZodType } ? { readonly body: z.input<C['body']> } : unknown;

type Query<C> = C extends { readonly query: z.ZodType } ? { readonly query?: z.input<C['query']> } : unknown;

type IfMatch<C> = C extends { readonly ifMatch: true } ? { readonly ifMatch: number } : unknown;

type Answer<C> = C extends { readonly answers: infer Answers }
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
