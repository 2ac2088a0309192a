import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { ItemOf } from '../../api/routes.ts';
import { readableName } from '../frame/readable-name.ts';
import { useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

export type Actor = ItemOf<'GET /api/actors'>;

const readActors = (api: Api) =>
  readList(api, 'GET /api/actors', { query: { all: 'true' } }, Number.POSITIVE_INFINITY);

/** Reads the actors of the auditor's logs: everybody who may have made a line, by id; empty until they are read. */
export function useActors(api: Api): ReadonlyMap<string, Actor> {
  const actors = useRead(['actors'], () => readActors(api));
  return new Map((actors.data?.items ?? []).map((actor) => [actor.id, actor]));
}

/**
 * The text for an actor in the auditor's logs: `Sita (coordinator)`; a general word for the system, and for a person whose
 * name is erased or not known.
 */
export function actorText(id: string, actors: ReadonlyMap<string, Actor>): string {
  if (id === 'system') return t('actor.system');
  const actor = actors.get(id);
  return actor === undefined || actor.name === ''
    ? t('actor.gone')
    : t('actor.named', { name: readableName(actor.name), role: t(`role.${actor.role}`) });
}

/** The names and roles of the actors whom an audit can name, as its pages show them, by id. */
export async function readActorNames(api: Api): Promise<ReadonlyMap<string, string>> {
  const { items } = await readActors(api);
  const actors = new Map(items.map((actor) => [actor.id, actor]));
  return new Map(items.map(({ id }) => [id, actorText(id, actors)]));
}
