// A database that cannot be used, told so that an operator knows what to do; launchers print the message without a stack.

export class DatabaseUnusable extends Error {
  /** @param message what is wrong and what to do about it; never a password */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseUnusable';
  }
}
