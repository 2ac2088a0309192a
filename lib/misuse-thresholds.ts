/** Thresholds that suggest misuse. They are choices: adjust them to what you see. */
export const misuse = {
  /** Requests refused with 403 or 404, of all people together. */
  refusals: {
    threshold: 100,
    minutes: 15,
    because:
      'A phone whose leader was given other collectives asks once for what it knew, some forty records; nobody else is refused more ' +
      'than a few times in an hour.',
  },
  /** Texts refused because a member has the full name in them, of all people together. */
  names: {
    threshold: 20,
    minutes: 60,
    because:
      'One text in a hundred has by chance what sounds like a member’s name, and few have a real one by mistake. Who is refused again and again ' +
      'tries names, to learn who is in the programme.',
  },
  /** Wrong codes typed to get emergency access to a case, of all people together. */
  wrongCodes: {
    threshold: 5,
    minutes: 60,
    because:
      'A case’s code is told on the telephone and typed once: a slip or two. Who guesses needs very many: there are 64 ' +
      'million codes.',
  },
  /** Phones on which many wrong PINs were tried, or of which a copy was used. */
  devices: {
    threshold: 1,
    minutes: 5,
    because:
      'A leader mistypes her PIN now and then, not ten times in a day or a hundred times since she set up her phone. A copy of a phone is ' +
      'never an accident.',
  },
  /** Women, groups and people whose names or texts are opened for one person: each once a request. */
  openings: {
    threshold: 300,
    minutes: 24 * 60,
    because:
      'A leader’s phone that is set up again opens the names of her sixty members; a coordinator’s busiest day of members, cases, requests ' +
      'and sheets a hundred and fifty. Nobody’s day opens as many as the whole programme began with.',
  },
  /** Groups in the pack that one phone fetches. */
  packs: {
    threshold: 6,
    minutes: 60,
    because:
      'A group has some fifteen women and meets each month; a leader leads two or three. Who is given more than five leads none of ' +
      'them: her phone, or the account that was widened for it, copies what it gets.',
  },
} as const;
