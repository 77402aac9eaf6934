/** One row of the table of settings. */
export interface Setting<Value> {
  /**
   * Parses a text, which comes without surrounding white space.
   *
   * @returns the value, or why the text is not valid
   */
  readonly parse: (text: string) => Value | Refusal
  /** The default, as it would be written in `.env`; `parse` accepts it. */
  readonly fallback: string
  /** One line for `.env.example` and the README: what it is, its unit, the values it takes. */
  readonly doc: string
}

/** Why a text cannot be the value of a setting, and what to write instead. */
export class Refusal {
  constructor(
    /** What is wrong, with the offending value quoted. No full stop. */
    readonly reason: string,
    /** One sentence, with its full stop. */
    readonly hint: string,
  ) {}
}
