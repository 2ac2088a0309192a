import { eventsOf } from '../../phone/cases/events-of-case.ts';
import { caseEvent } from '../../timeline/case-event.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type CaseFile, cases } from '../row-kinds.ts';
import { withUnsent } from './with-unsent.ts';

/** Her case as it will be once what she recorded is sent; undefined if it is not hers any more. */
export function ownCase(workspace: Workspace, id: string): CaseFile | undefined {
  const file = workspace.rows.get(cases, id);
  if (file === undefined) return undefined;
  const recorded = eventsOf(workspace, id).outboxOperations.flatMap(({ body }) => {
    const parsed = caseEvent.safeParse(body);
    return parsed.success ? [parsed.data] : [];
  });
  return withUnsent(file, recorded);
}

/** Her cases that are not closed, as they will be once what she recorded is sent. */
export const openCases = (workspace: Workspace): CaseFile[] =>
  workspace.rows
    .all(cases)
    .flatMap(({ id }) => ownCase(workspace, id) ?? [])
    .filter(({ status }) => status !== 'closed');
