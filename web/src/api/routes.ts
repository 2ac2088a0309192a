import type * as z from 'zod';
import type { ApiRoute, Routes } from '../../../functions/gateway/api/contracts.ts';
import type { PathParameter } from '../../../functions/shared/http/route-contract.ts';

/*
 * The types of each route's request and answer, from the API's contracts. Types only: the browser loads no schema of
 * the API. `unknown` in an intersection adds nothing.
 */

export type { ApiRoute };

/** The brackets make `never` testable: TypeScript gives `never` for a bare `never extends …`. */
type Parameters<Key extends ApiRoute> = [PathParameter<Key>] extends [never]
  ? unknown
  : { readonly path: Readonly<Record<PathParameter<Key>, string>> };

type Query<C> = C extends { readonly query: z.ZodType } ? { readonly query?: z.input<C['query']> } : unknown;

type Body<C> = C extends { readonly body: z.ZodType } ? { readonly body: z.input<C['body']> } : unknown;

type IfMatch<C> = C extends { readonly ifMatch: true } ? { readonly ifMatch: number } : unknown;

/** The type of a route's request: path parameters, query, body, version, as far as the route has them. */
export type RequestOf<Key extends ApiRoute> = Parameters<Key> &
  Query<Routes[Key]> &
  Body<Routes[Key]> &
  IfMatch<Routes[Key]>;

/** The type of a route's request body. */
export type BodyOf<Key extends ApiRoute> = Routes[Key] extends { readonly body: z.ZodType }
  ? z.input<Routes[Key]['body']>
  : never;

type Answers<C> = C extends { readonly answers: infer Answers }
  ? {
      [Status in keyof Answers]: Answers[Status] extends z.ZodType ? z.output<Answers[Status]> : never;
    }[keyof Answers]
  : never;

/** The type of a route's successful answer. */
export type AnswerOf<Key extends ApiRoute> = Answers<Routes[Key]>;

/** The routes that answer with a page of a list. */
export type ListRoute = {
  [Key in ApiRoute]: AnswerOf<Key> extends { readonly items: readonly unknown[] } ? Key : never;
}[ApiRoute];

/** The type of the items of a list. */
export type ItemOf<Key extends ListRoute> =
  AnswerOf<Key> extends { readonly items: readonly (infer Item)[] } ? Item : never;
