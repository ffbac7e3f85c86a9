// The three pages of an unsubscribe link. They say nothing about whose it is.

const words = {
  ask: {
    title: 'Unsubscribe',
    body: '<p>You will get no more mail from us.</p><form method="post"><button type="submit">Unsubscribe</button></form>',
  },
  done: { title: 'Unsubscribed', body: '<p>You will get no more mail from us.</p>' },
  unknown: { title: 'This link does not work', body: '<p>It is not complete. Please use the link in the mail as it is.</p>' },
} as const;

export function unsubscribePage(state: keyof typeof words): string {
  const { title, body } = words[state];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:20vh auto;padding:0 1rem;text-align:center}button{font:inherit;padding:.6rem 1.4rem;cursor:pointer}</style>
</head>
<body><h1>${title}</h1>${body}</body>
</html>
`;
}
