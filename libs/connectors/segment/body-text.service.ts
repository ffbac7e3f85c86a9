// Senders put JSON under any content type, and old ones put it into a form's `data`, plain or in base64.

/** The JSON's text, whatever it was wrapped in; what is none comes back as it is and is refused by the parser. */
export function bodyText(body: Buffer): string {
  const text = body.toString('utf8');
  if (!text.startsWith('data=')) return text;
  const data = new URLSearchParams(text).get('data') ?? '';
  // A form's `+` is a space, base64's is a `+`.
  return data.trimStart().startsWith('{') ? data : Buffer.from(data.replaceAll(' ', '+'), 'base64').toString('utf8');
}
