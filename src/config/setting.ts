/** One row of the table of settings. */
export interface Setting<Value> {
  /**
   * Makes a value of a text, which comes without blanks around it.
   *
   * @returns the value, or why the text cannot be one
   */
  readonly parse: (text: string) => Value | Refusal
  /** What counts where nothing is set, as it would be written; `parse` accepts it. */
  readonly fallback: string
  /** One line for `.env.example` and the README: what it is, its unit, what may be written. */
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
