// The local mailbox: what would have been sent, where no SMTP server is set. The API shows it; nothing leaves the house.

import type { ClientBase, Pool } from 'pg';
import type { Letter } from '#libs/connectors/contract.js';

/** One row a key: putting a letter in twice is putting it in once. @param at epoch ms @returns whether it was new */
export async function putLetter(client: ClientBase | Pool, key: string, letter: Letter, at: number): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'put_letter',
    text: `insert into mailbox (key, at, sender, recipient, template, subject, html, text, headers)
           values ($1, to_timestamp($2::float8 / 1000), $3, $4, $5, $6, $7, $8, $9) on conflict (key) do nothing`,
    values: [
      key,
      at,
      `${letter.from.name} <${letter.from.email}>`,
      letter.to,
      letter.template,
      letter.subject,
      letter.html,
      letter.text,
      JSON.stringify(letter.headers),
    ],
  });
  return rowCount === 1;
}
