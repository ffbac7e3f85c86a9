// What a new workspace is asked about; the same questions on a terminal and as options.

export interface Answers {
  readonly company: string;
  /** Who e-mail is from. */
  readonly email: string;
  /** In the footer of e-mails, as the law of most countries wants it. */
  readonly address: string;
  readonly timeZone: string;
  readonly currency: string;
}

export interface Question {
  readonly key: keyof Answers;
  readonly asks: string;
  /** A text: what is wrong with the answer. */
  readonly check: (answer: string) => string | undefined;
}

const line = (answer: string) => (answer === '' || answer.length > 200 || /\p{Cc}/u.test(answer) ? 'must be one line of text' : undefined);

export const questions: readonly Question[] = [
  { key: 'company', asks: 'What is the company called?', check: line },
  {
    key: 'email',
    asks: 'Which address is e-mail from?',
    check: (answer) => (/^[^\s@<>"]+@[^\s@<>"]+$/.test(answer) ? undefined : 'must be an e-mail address'),
  },
  { key: 'address', asks: 'Which postal address stands below e-mails?', check: line },
  {
    key: 'timeZone',
    asks: 'In which time zone does it work?',
    check: (answer) => (isZone(answer) ? undefined : 'must be a time zone like Europe/Berlin'),
  },
  {
    key: 'currency',
    asks: 'In which currency does it sell?',
    check: (answer) => (/^[a-z]{3}$/.test(answer) ? undefined : 'must be a code like usd'),
  },
];

function isZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && name.length < 60;
  } catch {
    return false;
  }
}
