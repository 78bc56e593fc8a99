/** A failure that the operator can mend: its message is a sentence that says what to do. */
export class OperatorError extends Error {}
