import type { DrillResult } from '../../shared/health/drill-result.ts';
import type { DrillRun } from '../../shared/health/drill-run.ts';

/** What is found out about the system, before it is judged. Instants are RFC 3339 in UTC. */
export type Facts = {
  /** Each table's backups by which it can be restored to an instant. `latest`: the latest such instant. */
  readonly backup: readonly { readonly isOn: boolean; readonly latest?: string | undefined }[];
  /** The last UTC day that is sealed, with all before it; undefined before the first run. */
  readonly seals: { readonly until: string | undefined };
  /** The newest published month with all its files, and the months that closed without terms. */
  readonly month: { readonly newest: string | undefined; readonly withoutTerms: readonly string[] };
  /** The result of the restore drill that ended last, and the drill that was asked for last. */
  readonly drill: { readonly newest: DrillResult | undefined; readonly asked: DrillRun | undefined };
  /** The newest pack of a data handover, and who asked for it. */
  readonly pack: { readonly at: string; readonly by: string } | undefined;
  /** For each topic, how many addresses have confirmed that they get its mail. */
  readonly mail: readonly {
    readonly isOfAlarms: boolean;
    readonly confirmed: number;
    readonly pending: number;
  }[];
  /** `waitingSince`: since when every scheduled look has found messages waiting. */
  readonly queues: {
    readonly waiting: number;
    readonly deadLetters: number;
    readonly waitingSince: string | undefined;
  };
  readonly alarms: readonly { readonly name: string; readonly since: string; readonly impact: string }[];
  /** The phones in use. `client`: the version of the client that it told last. */
  readonly phones: readonly {
    readonly personId: string;
    readonly seenOn: string;
    readonly client?: string | undefined;
  }[];
  /** The version deployed, and when a scheduled look first found it. */
  readonly version: { readonly deployed: string; readonly since: string | undefined };
  readonly cost: { readonly spentUsdCents: number; readonly budgetUsdCents: number };
};
export type FactName = keyof Facts;

/** A fact, or that it could not be looked at. */
export type Read<Name extends FactName> = { readonly fact: Facts[Name] } | 'unread';
/** All facts, each of which may have remained unread. */
export type ReadFacts = { readonly [Name in FactName]: Read<Name> };
