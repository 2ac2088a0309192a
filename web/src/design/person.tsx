const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type PersonProps = {
  /** As the API gives it; null or undefined if the reader may not see the name, or it was erased. */
  readonly name: string | null | undefined;
  /** Shown if there is no name: her code, her role, "somebody who has left". */
  readonly fallback: string;
};

/**
 * Shows a person by her name, or by the fallback if there is no name.
 *
 * Use it wherever a page names a person. It never shows an id: an id tells the reader nothing, and should not be copied
 * from a page into other papers.
 */
export function Person({ name, fallback }: PersonProps) {
  const hasName = name !== null && name !== undefined && name.trim() !== '' && !uuid.test(name);
  if (hasName) return <bdi>{name}</bdi>;
  return <span class="soft">{uuid.test(fallback) ? '–' : fallback}</span>;
}
