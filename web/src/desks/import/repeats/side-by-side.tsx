type SideBySideProps<Answer extends string> = {
  /** The name of the comparison, for screen readers. */
  readonly label: string;
  /** The headings of the two sides. */
  readonly heads: readonly [string, string];
  readonly rows: readonly {
    readonly key: string;
    readonly title: string;
    readonly values: readonly [string, string];
  }[];
  /** The possible answers, each with the text of its button. */
  readonly answers: readonly (readonly [Answer, string])[];
  /** The answer given; undefined until then. */
  readonly answer: Answer | undefined;
  readonly onAnswer: (answer: Answer) => void;
};

/** Two rows of an import side by side, or a row beside a record, with buttons to say whether they are the same. */
export function SideBySide<Answer extends string>({
  label,
  heads,
  rows,
  answers,
  answer,
  onAnswer,
}: SideBySideProps<Answer>) {
  return (
    <article>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard */}
      <section class="scrolls" aria-label={label} tabIndex={0}>
        <table class="table">
          <caption class="hidden-text">{label}</caption>
          <thead>
            <tr>
              <td />
              {heads.map((head) => (
                <th scope="col" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, title, values: [one, other] }) => (
              <tr key={key}>
                <th scope="row">{title}</th>
                <td>
                  <bdi>{one}</bdi>
                </td>
                <td>
                  <bdi>{other}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p>
        {answers.map(([option, text]) => (
          <button
            type="button"
            class="choice"
            key={option}
            aria-pressed={answer === option ? 'true' : 'false'}
            onClick={() => onAnswer(option)}
          >
            {text}
          </button>
        ))}
      </p>
    </article>
  );
}
