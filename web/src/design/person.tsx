const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type PersonProps = {
  /** As the API says it; null or nothing where it may not be known or was erased. */
  readonly name: string | null | undefined;
  /** What is said instead of a name: her code, her role, "somebody who has left". */
  readonly otherwise: string;
};

/**
 * A person by her name, or by a plain word.
 *
 * Use it wherever somebody is meant. It never shows an id: who reads one learns nothing, and copies it somewhere.
 */
export function Person({ name, otherwise }: PersonProps) {
  const isName = name !== null && name !== undefined && name.trim() !== '' && !id.test(name);
  return isName ? <bdi>{name}</bdi> : <span class="soft">{id.test(otherwise) ? '–' : otherwise}</span>;
}
